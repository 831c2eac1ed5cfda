package io.tidemark.syncer.downstream;

/** How MySQL describes foreign keys. */
class ForeignKeyMysqlIT extends ForeignKeyIT {}
