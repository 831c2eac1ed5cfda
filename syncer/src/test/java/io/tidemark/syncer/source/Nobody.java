// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import io.tidemark.core.location.Location;

/** Cares for nothing that a source hands over. */
public class Nobody implements SourceHandler {
    @Override
    public void rows(final RowsEvent event) {}

    @Override
    public void transactionEnd(final Location after) {}

    @Override
    public void statement(final SourceStatement statement) {}

    @Override
    public void idle(final Location boundary) {}
}
