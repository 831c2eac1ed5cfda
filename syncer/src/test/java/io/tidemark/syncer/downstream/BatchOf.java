// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.pipeline.worker.Batch;
import io.tidemark.syncer.row.RowChange;
import java.util.List;

/** A batch of given changes, the first at offset 100, the second at 101, and so on. */
record BatchOf(List<RowChange> changes) implements Batch<RowChange> {
    static BatchOf changes(final RowChange... changes) {
        return new BatchOf(List.of(changes));
    }

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

    @Override
    public Location location(final int index) {
        return Location.at(new BinlogPosition("binlog.000001", 100 + index));
    }
}
