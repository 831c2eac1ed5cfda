// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/**
 * Exactly-once: what each worker has applied, written in the transactions of its rows; what a restart may therefore skip;
 * and the fence around each DDL.
 */
package io.tidemark.syncer.progress;
