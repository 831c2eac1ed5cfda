// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/**
 * Compares both sides of a task, value by value, while it replicates. Checksums that the servers compute tell chunks of
 * rows apart; only rows of chunks that differ travel, and only rows that stay different are reported. Nothing is locked,
 * and nothing is written to either server.
 */
package io.tidemark.syncer.verify;
