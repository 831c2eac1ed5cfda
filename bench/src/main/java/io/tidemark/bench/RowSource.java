// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.pipeline.Pipeline;

/** Transactions of ten rows, every row with a key of its own. The locations are the payload that it allocates. */
final class RowSource {
    static final int ROWS = 10;
    static final TableId TABLE = TableId.of("bench", "rows");

    private long offset;
    private long key;

    Location nextLocation() {
        offset++;
        return Location.at(new BinlogPosition("mysql-bin.000001", offset));
    }

    long nextKey() {
        key++;
        return key;
    }

    void transaction(final Pipeline<Object> pipeline) {
        final Location location = nextLocation();
        for (int i = 0; i < ROWS; i++) {
            pipeline.row(TABLE, location, TABLE, nextKey());
        }
        pipeline.transactionEnd(location);
    }

    void transaction(final PlainDisruptor plain) {
        final Location location = nextLocation();
        for (int i = 0; i < ROWS; i++) {
            plain.row(TABLE, location, nextKey());
        }
        plain.end(location);
    }

    /**
     * Hands in transactions as fast as they are taken.
     *
     * @return rows applied a second.
     */
    double rowsPerSecond(final Pipeline<Object> pipeline, final long nanoseconds) {
        final long before = pipeline.status().rowsApplied();
        final long start = System.nanoTime();
        long now = start;
        while (now - start < nanoseconds) {
            transaction(pipeline);
            now = System.nanoTime();
        }
        return (pipeline.status().rowsApplied() - before) * 1e9 / (now - start);
    }
}
