// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/** A real database server that needs nothing installed: for the demo, for tests and for trying things out. */
package io.tidemark.syncer.embedded;
