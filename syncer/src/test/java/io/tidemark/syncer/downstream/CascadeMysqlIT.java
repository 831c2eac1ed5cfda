package io.tidemark.syncer.downstream;

/** How MySQL describes foreign keys that cascade. */
class CascadeMysqlIT extends CascadeIT {}
