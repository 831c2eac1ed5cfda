// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.pipeline.worker.Batch;
import io.tidemark.syncer.row.RowChange;
import io.tidemark.syncer.row.UpstreamTransaction;
import java.util.List;

/**
 * Row changes in a list as a batch, each a change of its own.
 *
 * @param changes in the order in which they are applied; not copied.
 */
public record RowList(List<RowChange> changes) implements Batch<RowChange> {
    @Override
    public int size() {
        return changes.size();
    }

    @Override
    public RowChange payload(final int index) {
        return changes.get(index);
    }

    /** The table downstream: a change does not know its source's. */
    @Override
    public TableId table(final int index) {
        return changes.get(index).structure().id();
    }

    /** Where the row's transaction begins, which is where messages have to point. */
    @Override
    public Location location(final int index) {
        final UpstreamTransaction transaction = changes.get(index).transaction();
        return Location.at(transaction.start(), transaction.before());
    }
}
