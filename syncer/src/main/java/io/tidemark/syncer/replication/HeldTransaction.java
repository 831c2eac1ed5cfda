// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.pipeline.CausalityKey;
import io.tidemark.syncer.row.CausalityKeys;
import io.tidemark.syncer.row.KeyBuffer;
import io.tidemark.syncer.row.RowChange;
import io.tidemark.syncer.row.UpstreamTransaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rows of a transaction that are there so far. The source thread's.
 *
 * <p>Its routing key and whether it is too large to be kept whole follow from the transaction alone, wherever and whenever it
 * is read: a start after a crash finds by them which worker had it, and what that one has applied. To compute one of them
 * in another way is to raise {@code ProgressStore.ROUTING}.
 */
final class HeldTransaction {
    /** More rows are not kept whole. */
    static final int MAX_ROWS = 100_000;

    /** Nor are more bytes of values: in memory they are some times as much. */
    static final long MAX_BYTES = 64L << 20;

    /** What a value counts that is not made of bytes: an object, and the reference to it. */
    private static final int SMALL_VALUE = 32;

    private static final long BY_GTID = 1;
    private static final long BY_POSITION = 2;

    private final int maxRows;
    private final long maxBytes;
    private final CausalityKey hash = new CausalityKey();
    private final CausalityKeys causalityKeys = new CausalityKeys();
    private final KeyBuffer keysOfRow = new KeyBuffer();
    private List<RowChange> changes = new ArrayList<>();
    private final List<TableId> tables = new ArrayList<>();
    private final List<Location> locations = new ArrayList<>();
    private long valueBytes;
    private long bytes;
    private long[] keys = new long[64];
    private int keyCount;

    /**
     * Without rows.
     *
     * @param maxRows  how many rows are kept whole at most.
     * @param maxBytes how many bytes of values.
     */
    HeldTransaction(final int maxRows, final long maxBytes) {
        this.maxRows = maxRows;
        this.maxBytes = maxBytes;
    }

    /** Another row. */
    void add(final TableId table, final Location location, final RowChange change) {
        changes.add(change);
        tables.add(table);
        locations.add(location);
        valueBytes += valueBytes(change.before()) + valueBytes(change.after());
        bytes += change.bytes();
    }

    private static long valueBytes(final Object[] image) {
        long sum = 0;
        if (image != null) {
            for (final Object value : image) {
                sum += value instanceof byte[] array ? array.length : SMALL_VALUE;
            }
        }
        return sum;
    }

    boolean isEmpty() {
        return changes.isEmpty();
    }

    boolean isTooLarge() {
        return changes.size() > maxRows || valueBytes > maxBytes;
    }

    /** How many rows there are. */
    int size() {
        return changes.size();
    }

    /** About how many bytes of memory they take. */
    long bytes() {
        return bytes;
    }

    TableId table(final int row) {
        return tables.get(row);
    }

    Location location(final int row) {
        return locations.get(row);
    }

    RowChange change(final int row) {
        return changes.get(row);
    }

    RowChange last() {
        return changes.get(changes.size() - 1);
    }

    /** Each source table once. */
    List<TableId> tables() {
        return tables.stream().distinct().toList();
    }

    /** What the worker of all rows is chosen by. */
    long routingKey() {
        final UpstreamTransaction transaction = last().transaction();
        if (transaction.gtid().isEmpty()) {
            hash.start(BY_POSITION);
            hash.add(transaction.start().file());
            hash.add(transaction.start().offset());
        } else {
            hash.start(BY_GTID);
            hash.add(transaction.gtid());
        }
        return hash.value();
    }

    /** Computes the causality keys of all rows. */
    void computeKeys() {
        keyCount = 0;
        for (final RowChange change : changes) {
            causalityKeys.write(change, keysOfRow);
            final int more = keysOfRow.size();
            if (keyCount + more > keys.length) {
                keys = Arrays.copyOf(keys, Math.max(keyCount + more, keys.length * 2));
            }
            System.arraycopy(keysOfRow.array(), 0, keys, keyCount, more);
            keyCount += more;
        }
    }

    /** The array that the first {@link #keyCount()} computed keys stand in. */
    long[] keys() {
        return keys;
    }

    int keyCount() {
        return keyCount;
    }

    /** Forgets all rows, and gives them away. */
    List<RowChange> take() {
        final List<RowChange> taken = changes;
        changes = new ArrayList<>();
        tables.clear();
        locations.clear();
        valueBytes = 0;
        bytes = 0;
        return taken;
    }
}
