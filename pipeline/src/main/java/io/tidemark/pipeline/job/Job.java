package io.tidemark.pipeline.job;

import io.tidemark.core.location.Location;
import io.tidemark.core.schema.DdlEffect;
import io.tidemark.core.schema.TableId;
import java.util.Arrays;

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

    private JobKind kind = JobKind.EMPTY;
    private TableId table;
    private DdlEffect ddlEffect = DdlEffect.NONE;
    private Location location;
    private P payload;
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
        fill(JobKind.ROW, at);
        table = ofTable;
        payload = ofEmbedder;
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
     */
    public void fillRow(
            final TableId ofTable, final Location at, final P ofEmbedder, final long[] from, final int count) {
        fill(JobKind.ROW, at);
        table = ofTable;
        payload = ofEmbedder;
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

    private void fill(final JobKind as, final Location at) {
        kind = as;
        location = at;
        waitCount = 0;
    }

    /**
     * Says who applies the row. Router.
     *
     * @param number the worker's number.
     */
    public void routeTo(final int number) {
        worker = number;
    }

    /**
     * Says that the row may be applied only after another worker's. Router.
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
    }

    /** @return what the slot holds. */
    public JobKind kind() {
        return kind;
    }

    /** @return true if the slot holds a row change. */
    public boolean isRow() {
        return kind == JobKind.ROW;
    }

    /** @return the row's table. */
    public TableId table() {
        return table;
    }

    /** @return what a DDL did to tables. */
    public DdlEffect ddlEffect() {
        return ddlEffect;
    }

    /** @return where the row stands, or the location after a transaction or DDL. */
    public Location location() {
        return location;
    }

    /** @return the row's payload. */
    public P payload() {
        return payload;
    }

    /** @return how many causality keys the row has. */
    public int keyCount() {
        return keyCount;
    }

    /**
     * One of the row's causality keys.
     *
     * @param index from 0; 0 is the identity key.
     * @return the key's hash.
     */
    public long key(final int index) {
        return keys[index];
    }

    /** @return who applies the row. */
    public int worker() {
        return worker;
    }

    /** @return for how many other workers the row has to wait. */
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
