// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.endurance;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.GtidSet;
import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.pipeline.Pipeline;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Transactions of ten rows at a steady rate, each in the next one of many tables, each row with a key that never comes
 * again, and with GTIDs: whatever remembers tables, keys or locations for too long grows. The source thread's.
 */
final class SteadyLoad {
    private static final int ROWS = 10;
    private static final int TABLES = 1_000;
    private static final String UUID = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final TableId[] tables = IntStream.range(0, TABLES)
            .mapToObj(number -> TableId.of("schema_" + number % 10, "table_" + number))
            .toArray(TableId[]::new);
    private final Pipeline<Object> pipeline;
    private final long rowsPerSecond;

    private Location last = Location.ZERO;
    private long transactions;
    private long key;

    /**
     * Hands nothing in yet.
     *
     * @param rowsPerSecond 0 for as fast as they are taken.
     */
    SteadyLoad(final Pipeline<Object> pipeline, final long rowsPerSecond) {
        this.pipeline = pipeline;
        this.rowsPerSecond = rowsPerSecond;
    }

    /** Hands rows in for a while; parks between transactions that are not due yet, and catches up after a hold-up. */
    void run(final long nanoseconds) {
        final long start = System.nanoTime();
        final long before = transactions;
        while (System.nanoTime() - start < nanoseconds) {
            transaction();
            if (rowsPerSecond > 0) {
                final double due = (transactions - before) * (double) ROWS * NANOS_PER_SECOND / rowsPerSecond;
                final long earlyNs = (long) due - (System.nanoTime() - start);
                if (earlyNs > 0) {
                    LockSupport.parkNanos(earlyNs);
                }
            }
        }
    }

    private void transaction() {
        transactions++;
        last = Location.at(
                new BinlogPosition("mysql-bin.000001", 4 + transactions), GtidSet.parse(UUID + ":1-" + transactions));
        final TableId table = tables[(int) (transactions % TABLES)];
        for (int i = 0; i < ROWS; i++) {
            key++;
            pipeline.row(table, last, table, key);
        }
        pipeline.transactionEnd(last);
    }

    long rows() {
        return key;
    }

    /** The last transaction's end. */
    Location last() {
        return last;
    }
}
