// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/** How the syncer tells an operator what went wrong. Depends on nothing. */
package io.tidemark.syncer.failure;
