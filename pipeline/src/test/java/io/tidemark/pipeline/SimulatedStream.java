package io.tidemark.pipeline;

import io.tidemark.core.schema.TableId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * What a simulation's source hands in, as a seed decides: transactions handed in row by row, whole ones, or both in
 * turns. The n-th entry stands at offset n.
 */
final class SimulatedStream {
    /** A row change; it is of the table that its first key says. */
    record Row(long number, long[] keys) {
        TableId table() {
            return keys[0] % 2 == 0 ? Stream.ACCOUNTS : Stream.ORDERS;
        }
    }

    /** A payload: one row, or all rows of a whole transaction. */
    record Change(List<Row> rows, boolean whole, long bytes) {
        long[] keys() {
            return rows.stream().flatMapToLong(row -> LongStream.of(row.keys())).toArray();
        }

        List<TableId> tables() {
            return rows.stream().map(Row::table).distinct().toList();
        }
    }

    static final List<TableId> TABLES = List.of(Stream.ACCOUNTS, Stream.ORDERS);

    /** A change, or, where null, the end of a transaction that was handed in row by row. */
    private final List<Change> entries = new ArrayList<>();

    /** For each offset, where each table's point must stand once the global point stands there. */
    private final List<Map<TableId, Long>> tablePoints = new ArrayList<>();

    private final Random random;
    private final int keys;
    private int rowCount;

    SimulatedStream(final Random random) {
        this.random = random;
        keys = 1 + random.nextInt(12);
        final double whole = List.of(0.0, 0.5, 1.0).get(random.nextInt(3));
        final int transactions = 1 + random.nextInt(30);
        for (int i = 0; i < transactions; i++) {
            if (random.nextDouble() < whole) {
                entries.add(change(1 + random.nextInt(6), true));
            } else {
                final int rows = random.nextInt(4);
                for (int row = 0; row < rows; row++) {
                    entries.add(change(1, false));
                }
                entries.add(null);
            }
        }
        computeTablePoints();
    }

    private Change change(final int rows, final boolean whole) {
        final List<Row> changed = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            changed.add(new Row(
                    ++rowCount, random.longs(1 + random.nextInt(3), 0, keys).toArray()));
        }
        return new Change(changed, whole, random.nextInt(20));
    }

    private void computeTablePoints() {
        final Map<TableId, Long> points = new HashMap<>();
        final Set<TableId> touched = new HashSet<>();
        tablePoints.add(Map.of());
        for (long offset = 1; offset <= entries.size(); offset++) {
            final Change change = at(offset);
            if (change != null) {
                touched.addAll(change.tables());
            }
            if (change == null || change.whole()) {
                for (final TableId table : touched) {
                    points.put(table, offset);
                }
                touched.clear();
            }
            tablePoints.add(Map.copyOf(points));
        }
    }

    int size() {
        return entries.size();
    }

    /** The change at an offset, or null if a transaction ends there. */
    Change at(final long offset) {
        return entries.get((int) offset - 1);
    }

    long tablePoint(final TableId table, final long global) {
        return tablePoints.get((int) global).getOrDefault(table, 0L);
    }

    List<Change> changes() {
        return entries.stream().filter(Objects::nonNull).toList();
    }

    /** Which row wrote each key last when one after the other is applied. */
    Map<Long, Long> serialOutcome() {
        final Map<Long, Long> newestOfKey = new HashMap<>();
        for (final Change change : changes()) {
            for (final Row row : change.rows()) {
                for (final long key : row.keys()) {
                    newestOfKey.put(key, row.number());
                }
            }
        }
        return newestOfKey;
    }
}
