package io.tidemark.syncer.replication;

import io.tidemark.core.location.Location;
import io.tidemark.syncer.source.RowsEvent;
import io.tidemark.syncer.source.SourceHandler;
import io.tidemark.syncer.source.SourceStatement;

/** Cares for nothing that a source hands over. */
class Nobody implements SourceHandler {
    @Override
    public void rows(final RowsEvent event) {}

    @Override
    public void transactionEnd(final Location after) {}

    @Override
    public void statement(final SourceStatement statement) {}

    @Override
    public void idle(final Location boundary) {}
}
