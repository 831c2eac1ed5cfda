// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/**
 * How points are kept: the store's contract, the store in a MySQL-compatible database, and one in memory for tests and
 * benchmarks. The only room of this module that may use JDBC. It knows what points look like, but not when they move.
 */
package io.tidemark.core.store;
