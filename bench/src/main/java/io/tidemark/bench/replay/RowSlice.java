// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.pipeline.worker.Batch;
import io.tidemark.syncer.row.RowChange;
import java.util.List;

/** Rows from memory as a batch. */
record RowSlice(List<RowChange> changes) implements Batch<RowChange> {
    @Override
    public int size() {
        return changes.size();
    }

    @Override
    public RowChange payload(final int index) {
        return changes.get(index);
    }

    @Override
    public TableId table(final int index) {
        return changes.get(index).structure().id();
    }

    /** Rows in memory have forgotten where they were. */
    @Override
    public Location location(final int index) {
        return Location.ZERO;
    }
}
