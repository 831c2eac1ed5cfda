package io.tidemark.syncer.downstream;

/** MySQL's failures that pass. */
class RetryMysqlIT extends RetryIT {}
