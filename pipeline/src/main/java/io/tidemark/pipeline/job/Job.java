package io.tidemark.pipeline.job;

import io.tidemark.core.location.Location;
import io.tidemark.core.schema.DdlEffect;
import io.tidemark.core.schema.TableId;
import java.util.Arrays;
import java.util.List;

/**
 * A slot of the job ring; there are as many as the ring is long, and they are reused for ever.
 *
 * <p>Who writes what, in the order of the way of a row, each seen by the next through the ring's sequences: the source
 * thread fills, the router adds waits, workers only read, the checkpoint routine clears. Who applies it is said in
 * {@link RoutedJobs}.
 *
 * <p>A slot is old, and what it refers to is mostly young: to store such a reference costs a memory fence (G1's) and work of
 * the collector's threads. So a row stores two, the location and the payload; the kind is a number, and the table is
 * stored when it is another one than before. What only some jobs need lies in arrays that are made for the first of them
 * and kept, so that what every row needs is small.
 *
 * @param <P> the embedder's payload.
 */
public final class Job<P> {
    private static final int INITIAL_KEYS = 4;

    /**
     * A slot keeps room for this many keys and tables. What a greater transaction needs goes with it: else each slot
     * would in time hold as much as the greatest transaction that ever passed.
     */
    private static final int KEPT = 64;

    private static final TableId[] NO_TABLES = {};
    private static final int[] NO_INTS = {};
    private static final long[] NO_LONGS = {};
    private static final byte EMPTY = 0;
    private static final byte ROW = 1;
    private static final byte TRANSACTION = 2;
    private static final byte TRANSACTION_END = 3;
    private static final byte DDL = 4;

    /** A {@link JobKind} as a number. */
    private byte kind = EMPTY;

    private int tableCount;
    private int rows;
    private int keyCount;
    private int waitCount;
    private long routingKey;
    private long payloadBytes;

    /** The only key; else all of them are in {@link #keys}. */
    private long key;

    private TableId table;
    private Location location;
    private P payload;
    private DdlEffect ddlEffect = DdlEffect.NONE;
    private TableId[] tables = NO_TABLES;
    private long[] keys = NO_LONGS;
    private int[] waitWorkers = NO_INTS;
    private long[] waitSequences = NO_LONGS;

    /** An empty slot. */
    public Job() {}

    /**
     * Fills the slot with a row change of one causality key. Source thread.
     *
     * @param ofTable    the source table.
     * @param at         where the change stands.
     * @param ofEmbedder the payload.
     * @param onlyKey    the identity key.
     */
    public void fillRow(final TableId ofTable, final Location at, final P ofEmbedder, final long onlyKey) {
        fillChange(ROW, ofTable, at, ofEmbedder, onlyKey, 1, 0);
        key = onlyKey;
        keyCount = 1;
    }

    /**
     * Fills the slot with a row change. Source thread.
     *
     * @param ofTable    the source table.
     * @param at         where the change stands.
     * @param ofEmbedder the payload.
     * @param from       causality keys, the identity key first; copied.
     * @param count      how many of them.
     * @param bytes      the payload's size.
     */
    public void fillRow(
            final TableId ofTable,
            final Location at,
            final P ofEmbedder,
            final long[] from,
            final int count,
            final long bytes) {
        fillChange(ROW, ofTable, at, ofEmbedder, from[0], 1, bytes);
        copyKeys(from, count);
    }

    /**
     * Fills the slot with a whole transaction. Source thread.
     *
     * @param ofTables   the tables that it changed; copied.
     * @param end        the location after it.
     * @param ofEmbedder the payload.
     * @param routeBy    what its worker is chosen by.
     * @param from       causality keys of all its row changes; copied.
     * @param count      how many of them.
     * @param rowCount   how many row changes.
     * @param bytes      the payload's size.
     */
    public void fillTransaction(
            final List<TableId> ofTables,
            final Location end,
            final P ofEmbedder,
            final long routeBy,
            final long[] from,
            final int count,
            final int rowCount,
            final long bytes) {
        fillChange(TRANSACTION, ofTables.get(0), end, ofEmbedder, routeBy, rowCount, bytes);
        tableCount = ofTables.size();
        if (tables.length < tableCount) {
            tables = new TableId[tableCount];
        }
        for (int i = 0; i < tableCount; i++) {
            tables[i] = ofTables.get(i);
        }
        copyKeys(from, count);
    }

    private void copyKeys(final long[] from, final int count) {
        keyCount = count;
        if (count == 1) {
            key = from[0];
            return;
        }
        if (keys.length < count) {
            keys = new long[Math.max(count, INITIAL_KEYS)];
        }
        System.arraycopy(from, 0, keys, 0, count);
    }

    /**
     * Fills the slot with a transaction's end. Source thread.
     *
     * @param at the location after the transaction.
     */
    public void fillTransactionEnd(final Location at) {
        fill(TRANSACTION_END, at);
    }

    /**
     * Fills the slot with a DDL that has been executed. Source thread.
     *
     * @param effect what it did to tables.
     * @param at     the location after it.
     */
    public void fillDdl(final DdlEffect effect, final Location at) {
        fill(DDL, at);
        ddlEffect = effect;
    }

    private void fillChange(
            final byte as,
            final TableId ofTable,
            final Location at,
            final P ofEmbedder,
            final long routeBy,
            final int rowCount,
            final long bytes) {
        fill(as, at);
        setTable(ofTable);
        payload = ofEmbedder;
        payloadBytes = bytes;
        rows = rowCount;
        routingKey = routeBy;
    }

    @SuppressWarnings("ReferenceEquality") // an equal one that is another object is merely stored
    private void setTable(final TableId ofTable) {
        if (table != ofTable) {
            table = ofTable;
        }
    }

    private void fill(final byte as, final Location at) {
        kind = as;
        location = at;
        waitCount = 0;
    }

    /**
     * Says that the change may be applied only after another worker's. Router.
     *
     * @param other    the worker to wait for.
     * @param sequence its watermark must have reached this.
     */
    public void waitFor(final int other, final long sequence) {
        for (int i = 0; i < waitCount; i++) {
            if (waitWorkers[i] == other) {
                waitSequences[i] = Math.max(waitSequences[i], sequence);
                return;
            }
        }
        if (waitCount == waitWorkers.length) {
            final int room = Math.max(2 * waitCount, INITIAL_KEYS);
            waitWorkers = Arrays.copyOf(waitWorkers, room);
            waitSequences = Arrays.copyOf(waitSequences, room);
        }
        waitWorkers[waitCount] = other;
        waitSequences[waitCount] = sequence;
        waitCount++;
    }

    /**
     * Lets go of what the embedder handed in, so that it can be collected, but for the name of the table: the next row is
     * likely to be of the same one. Checkpoint routine.
     */
    public void clear() {
        location = null;
        payload = null;
        payloadBytes = 0;
        rows = 0;
        if (kind == DDL) {
            ddlEffect = DdlEffect.NONE;
        } else if (kind == TRANSACTION) {
            clearTables();
        }
        if (keyCount > KEPT) {
            keys = NO_LONGS;
        }
        keyCount = 0;
        kind = EMPTY;
    }

    private void clearTables() {
        if (tables.length > KEPT) {
            tables = NO_TABLES;
        } else {
            Arrays.fill(tables, 0, tableCount, null);
        }
        tableCount = 0;
    }

    /** @return what the slot holds. */
    public JobKind kind() {
        return switch (kind) {
            case ROW -> JobKind.ROW;
            case TRANSACTION -> JobKind.TRANSACTION;
            case TRANSACTION_END -> JobKind.TRANSACTION_END;
            case DDL -> JobKind.DDL;
            default -> JobKind.EMPTY;
        };
    }

    /** @return true if the slot holds something that a worker applies: a row change, or a whole transaction. */
    public boolean isChange() {
        return kind == ROW || kind == TRANSACTION;
    }

    /** @return the row's table, or the first one of a whole transaction; of no other job. */
    public TableId table() {
        return table;
    }

    /** @return how many tables a whole transaction changed. */
    public int tableCount() {
        return tableCount;
    }

    /**
     * One of the tables that a whole transaction changed.
     *
     * @param index from 0.
     * @return the source table.
     */
    public TableId table(final int index) {
        return tables[index];
    }

    /** @return what a DDL did to tables. */
    public DdlEffect ddlEffect() {
        return ddlEffect;
    }

    /** @return where the row stands, or the location after a transaction or DDL. */
    public Location location() {
        return location;
    }

    /** @return the change's payload. */
    public P payload() {
        return payload;
    }

    /** @return the payload's size as the embedder told it, in bytes. */
    public long payloadBytes() {
        return payloadBytes;
    }

    /** @return how many row changes there are: 1 of a row, 0 of what no worker applies. */
    public int rows() {
        return rows;
    }

    /** @return what the change's worker is chosen by. */
    public long routingKey() {
        return routingKey;
    }

    /** @return how many causality keys the change has. */
    public int keyCount() {
        return keyCount;
    }

    /**
     * One of the change's causality keys.
     *
     * @param index from 0; of a row, 0 is the identity key.
     * @return the key's hash.
     */
    public long key(final int index) {
        return keyCount == 1 ? key : keys[index];
    }

    /** @return for how many other workers the change has to wait. */
    public int waitCount() {
        return waitCount;
    }

    /**
     * Somebody to wait for.
     *
     * @param index from 0.
     * @return the worker's number.
     */
    public int waitWorker(final int index) {
        return waitWorkers[index];
    }

    /**
     * How far to wait.
     *
     * @param index from 0.
     * @return the sequence that the worker's watermark must have reached.
     */
    public long waitSequence(final int index) {
        return waitSequences[index];
    }
}
