package io.tidemark.syncer.downstream;

/** Marks of workers in a MySQL. */
class WorkerProgressMysqlIT extends WorkerProgressIT {}
