package io.tidemark.syncer.downstream;

/** Batches of rows in a MySQL. */
class RowBatchExecutorMysqlIT extends RowBatchExecutorIT {}
