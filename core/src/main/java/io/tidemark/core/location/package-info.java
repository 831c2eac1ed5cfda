// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/**
 * Where in a binlog something is: position, GTID set, location, and their orders. Immutable values only, which any
 * thread may read; no I/O, no logging.
 */
package io.tidemark.core.location;
