// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.GtidSet;
import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.store.CheckpointChange;
import io.tidemark.core.store.CheckpointStore;
import io.tidemark.core.store.GlobalPoint;
import io.tidemark.core.store.TablePoint;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A store that makes up its table points as they are read, every name anew as from a database, and holds none of them:
 * whatever is held after a load is the checkpoint's. A thousand neighbouring tables share a GTID set, as tables that
 * were flushed together do.
 */
final class GeneratedStore implements CheckpointStore {
    private static final String UUID = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
    private static final int TABLES_PER_GTIDS = 1_000;

    private final int tables;
    private final boolean withGtids;

    GeneratedStore(final int tables, final boolean withGtids) {
        this.tables = tables;
        this.withGtids = withGtids;
    }

    @Override
    public void init() {
        // nothing to create
    }

    @Override
    public Optional<GlobalPoint> load(final Consumer<? super TablePoint> consumer) {
        GtidSet gtids = GtidSet.EMPTY;
        for (int i = 0; i < tables; i++) {
            if (withGtids && i % TABLES_PER_GTIDS == 0) {
                gtids = GtidSet.parse(UUID + ":1-" + (i + 1));
            }
            final TableId table = TableId.of("schema_" + i % 1_000, "table_" + i);
            consumer.accept(new TablePoint(table, Location.at(new BinlogPosition("mysql-bin.000001", 4 + i), gtids)));
        }
        return Optional.of(GlobalPoint.ZERO);
    }

    @Override
    public void write(final CheckpointChange change) {
        throw new UnsupportedOperationException("this store is only read");
    }

    @Override
    public void clear() {
        throw new UnsupportedOperationException("this store is only read");
    }

    @Override
    public void close() {
        // nothing to let go of
    }
}
