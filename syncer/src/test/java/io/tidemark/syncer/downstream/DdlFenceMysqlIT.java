package io.tidemark.syncer.downstream;

/** DDL is executed once by MySQL, too, wherever the crash was. */
class DdlFenceMysqlIT extends DdlFenceIT {}
