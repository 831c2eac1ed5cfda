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
 * thread fills, the router sets worker and waits, workers only read, the checkpoint routine clears.
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

    private JobKind kind = JobKind.EMPTY;
    private TableId[] tables = NO_TABLES;
    private int tableCount;
    private TableId table;
    private DdlEffect ddlEffect = DdlEffect.NONE;
    private Location location;
    private P payload;
    private long payloadBytes;
    private int rows;
    private long routingKey;
    private long[] keys = new long[INITIAL_KEYS];
    private int keyCount;

    private int worker;
    private int[] waitWorkers = new int[INITIAL_KEYS];
    private long[] waitSequences = new long[INITIAL_KEYS];
    private int waitCount;

    /** An empty slot. */
    public Job() {}

    /**
     * Fills the slot with a row change of one causality key. Source thread.
     *
     * @param ofTable    the source table.
     * @param at         where the change stands.
     * @param ofEmbedder the payload.
     * @param key        the identity key.
     */
    public void fillRow(final TableId ofTable, final Location at, final P ofEmbedder, final long key) {
        fillChange(JobKind.ROW, ofTable, at, ofEmbedder, key, 1, 0);
        keys[0] = key;
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
        fillChange(JobKind.ROW, ofTable, at, ofEmbedder, from[0], 1, bytes);
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
        fillChange(JobKind.TRANSACTION, ofTables.get(0), end, ofEmbedder, routeBy, rowCount, bytes);
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
        if (keys.length < count) {
            keys = new long[count];
        }
        System.arraycopy(from, 0, keys, 0, count);
        keyCount = count;
    }

    /**
     * Fills the slot with a transaction's end. Source thread.
     *
     * @param at the location after the transaction.
     */
    public void fillTransactionEnd(final Location at) {
        fill(JobKind.TRANSACTION_END, at);
    }

    /**
     * Fills the slot with a DDL that has been executed. Source thread.
     *
     * @param effect what it did to tables.
     * @param at     the location after it.
     */
    public void fillDdl(final DdlEffect effect, final Location at) {
        fill(JobKind.DDL, at);
        ddlEffect = effect;
    }

    private void fillChange(
            final JobKind as,
            final TableId ofTable,
            final Location at,
            final P ofEmbedder,
            final long routeBy,
            final int rowCount,
            final long bytes) {
        fill(as, at);
        table = ofTable;
        payload = ofEmbedder;
        payloadBytes = bytes;
        rows = rowCount;
        routingKey = routeBy;
    }

    private void fill(final JobKind as, final Location at) {
        kind = as;
        location = at;
        waitCount = 0;
    }

    /**
     * Says who applies the change. Router.
     *
     * @param number the worker's number.
     */
    public void routeTo(final int number) {
        worker = number;
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
            waitWorkers = Arrays.copyOf(waitWorkers, 2 * waitCount);
            waitSequences = Arrays.copyOf(waitSequences, 2 * waitCount);
        }
        waitWorkers[waitCount] = other;
        waitSequences[waitCount] = sequence;
        waitCount++;
    }

    /** Lets go of what the embedder handed in, so that it can be collected. Checkpoint routine. */
    public void clear() {
        kind = JobKind.EMPTY;
        table = null;
        ddlEffect = DdlEffect.NONE;
        location = null;
        payload = null;
        payloadBytes = 0;
        rows = 0;
        if (keys.length > KEPT) {
            keys = new long[INITIAL_KEYS];
        }
        if (tables.length > KEPT) {
            tables = NO_TABLES;
        } else {
            Arrays.fill(tables, 0, tableCount, null);
        }
        tableCount = 0;
    }

    /** @return what the slot holds. */
    public JobKind kind() {
        return kind;
    }

    /** @return true if the slot holds something that a worker applies: a row change, or a whole transaction. */
    public boolean isChange() {
        return kind == JobKind.ROW || kind == JobKind.TRANSACTION;
    }

    /** @return the row's table, or the first one of a whole transaction. */
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
        return keys[index];
    }

    /** @return who applies the change. */
    public int worker() {
        return worker;
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
