package io.tidemark.syncer.downstream;

/** What MySQL says to a repeated DDL. */
class DdlExecutorMysqlIT extends DdlExecutorIT {}
