package io.tidemark.syncer.downstream;

/** The same on MySQL. */
class KeyListMysqlIT extends KeyListIT {}
