// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/** What tests do to servers and to the network between them. */
package io.tidemark.syncer.faults;
