package io.tidemark.syncer.downstream;

/** MySQL counts the rows that are overwritten as MariaDB does. */
class OverwriteMysqlIT extends OverwriteIT {}
