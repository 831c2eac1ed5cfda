// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.torture;

/**
 * One change of the workload.
 *
 * @param table   where.
 * @param number  the row's.
 * @param version that it brings the row to.
 */
record Change(TracedTable table, long number, int version) {}
