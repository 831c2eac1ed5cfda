// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/** The documentation as a whole. */
package io.tidemark.syncer.docs;
