// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

/** Batches of rows in a MySQL. */
class RowBatchExecutorMysqlIT extends RowBatchExecutorIT {}
