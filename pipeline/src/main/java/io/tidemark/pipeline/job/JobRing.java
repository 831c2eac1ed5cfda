// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.job;

import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SingleProducerSequencer;
import io.tidemark.core.location.Location;
import io.tidemark.core.schema.DdlEffect;
import io.tidemark.core.schema.TableId;
import java.util.Arrays;

/**
 * The job ring: the clock that all go by, and what the source says of each job, in columns. Slots are reused for ever.
 *
 * <p>A column is a dense array, a cell a slot, so that what is handed from thread to thread of many jobs lies in few cache
 * lines; an object a slot would be two lines a job. What every row needs has a column of its own. What rows of one event
 * share lies in {@link Origins}, once an event; what only some jobs need, in {@link JobDetails}, looked at only when the
 * flags say so.
 *
 * <p>Who writes what: the source's {@link JobFiller} fills slots, the checkpoint routine clears them, and nobody else
 * writes. Cells are plain: what is filled is published by the cursor, what is cleared by the low watermark, before the source
 * may claim the slot again. What the router says of a job lies in {@link RoutedJobs}.
 *
 * @param <P> the embedder's payload.
 */
public final class JobRing<P> {
    /** The lower bits of a job's flags are its {@link JobKind}. */
    static final int KIND = 7;

    static final int EMPTY = 0;
    static final int ROW = 1;
    static final int TRANSACTION = 2;
    static final int TRANSACTION_END = 3;
    static final int DDL = 4;

    /** The first job of its origin: another table or location than the job before, or behind an end. */
    static final int FIRST = 8;

    /** The job has details, and its keys are there. */
    static final int DETAILS = 16;

    /** The payload's size is not 0. */
    static final int BYTES = 32;

    private static final JobKind[] KINDS = {
        JobKind.EMPTY, JobKind.ROW, JobKind.TRANSACTION, JobKind.TRANSACTION_END, JobKind.DDL
    };

    final SingleProducerSequencer sequencer;
    final byte[] flags;
    final long[] keys;
    final int[] origins;
    final Object[] payloads;
    final long[] payloadBytes;
    final JobDetails[] details;
    final Origins originOf;
    private final JobFiller<P> filler;

    /**
     * An empty ring.
     *
     * @param size slots, a power of two.
     */
    public JobRing(final int size) {
        // nobody sleeps on the ring's barrier, so the strategy that has nothing to wake up is right
        sequencer = new SingleProducerSequencer(size, new BusySpinWaitStrategy());
        flags = new byte[size];
        keys = new long[size];
        origins = new int[size];
        payloads = new Object[size];
        payloadBytes = new long[size];
        details = new JobDetails[size];
        originOf = new Origins(size);
        filler = new JobFiller<>(this);
    }

    /**
     * Says what the source has to stay behind of.
     *
     * @param lowWatermark slots up to here are cleared.
     */
    public void freedBy(final Sequence lowWatermark) {
        sequencer.addGatingSequences(lowWatermark);
    }

    /** @return the source's end of the ring. */
    public JobFiller<P> filler() {
        return filler;
    }

    /** @return how many slots there are. */
    public int size() {
        return flags.length;
    }

    /** @return the last job that was handed in; -1 before the first. Any thread. */
    public long cursor() {
        return sequencer.getCursor();
    }

    int slot(final long sequence) {
        return (int) sequence & flags.length - 1;
    }

    /**
     * What a job is. Like all below: by who knows that the cursor has reached it, and the low watermark has not.
     *
     * @param sequence the job's.
     * @return what the slot holds.
     */
    public JobKind kind(final long sequence) {
        return KINDS[flags[slot(sequence)] & KIND];
    }

    /**
     * Whether a job is a row change with one key, as most are.
     *
     * @param sequence the job's.
     * @return true if its only key is {@link #routingKey}.
     */
    public boolean isRowOfOneKey(final long sequence) {
        return (flags[slot(sequence)] & (KIND | DETAILS)) == ROW;
    }

    /**
     * Passes over rows that add nothing to the one before them: of the same table and location, and without bytes.
     *
     * @param from where to begin.
     * @param to   where to end, at most the cursor.
     * @return the first job that is not such a row, or {@code to + 1}.
     */
    public long skipMoreOfSameEvent(final long from, final long to) {
        long sequence = from;
        while (sequence <= to && flags[slot(sequence)] == ROW) {
            sequence++;
        }
        return sequence;
    }

    /**
     * The row's table, or the first one of a whole transaction; of no other job.
     *
     * @param sequence the job's.
     * @return the source table.
     */
    public TableId table(final long sequence) {
        return originOf.table(origins[slot(sequence)]);
    }

    /**
     * Where a row stands, or the location after a transaction or DDL.
     *
     * @param sequence the job's.
     * @return what was handed in.
     */
    public Location location(final long sequence) {
        return originOf.location(origins[slot(sequence)]);
    }

    /**
     * A change's payload.
     *
     * @param sequence the job's.
     * @return what was handed in.
     */
    @SuppressWarnings("unchecked") // the filler takes nothing else
    public P payload(final long sequence) {
        return (P) payloads[slot(sequence)];
    }

    /**
     * The payload's size as the embedder told it.
     *
     * @param sequence the job's.
     * @return bytes.
     */
    public long payloadBytes(final long sequence) {
        final int slot = slot(sequence);
        return (flags[slot] & BYTES) == 0 ? 0 : payloadBytes[slot];
    }

    /**
     * What a change's worker is chosen by.
     *
     * @param sequence the job's.
     * @return of a row, its identity key.
     */
    public long routingKey(final long sequence) {
        return keys[slot(sequence)];
    }

    /**
     * What a job has more than a row of one key.
     *
     * @param sequence the job's.
     * @return its details; empty ones of a row of one key, or a transaction's end.
     */
    public JobDetails details(final long sequence) {
        final int slot = slot(sequence);
        return (flags[slot] & DETAILS) == 0 ? JobDetails.NONE : details[slot];
    }

    /**
     * Whether a slot is ready for its next job, as far as details go.
     *
     * @param sequence the job that had it.
     * @return true if they are cleared, or were never made.
     */
    public boolean isFreeOfDetails(final long sequence) {
        final JobDetails ofSlot = details[slot(sequence)];
        return ofSlot == null || ofSlot.isClear();
    }

    /**
     * How many row changes a job holds.
     *
     * @param sequence the job's.
     * @return 1 of a row, 0 of what no worker applies.
     */
    public int rows(final long sequence) {
        return switch (flags[slot(sequence)] & KIND) {
            case ROW -> 1;
            case TRANSACTION -> details[slot(sequence)].rows();
            default -> 0;
        };
    }

    /**
     * What a DDL did to tables.
     *
     * @param sequence the job's.
     * @return nothing, of any other job.
     */
    public DdlEffect ddlEffect(final long sequence) {
        return details(sequence).ddlEffect();
    }

    /**
     * Lets go of what the embedder handed in, so that it can be collected, but for tables' names. Checkpoint routine, of all
     * jobs once and in their order.
     *
     * @param first the first job to be cleared.
     * @param last  the last one.
     */
    public void clear(final long first, final long last) {
        originOf.clearBefore(origins[slot(last)]);
        final int from = slot(first);
        final int to = slot(last) + 1;
        if (from < to) {
            clearSlots(from, to);
        } else {
            clearSlots(from, flags.length);
            clearSlots(0, to);
        }
    }

    private void clearSlots(final int from, final int to) {
        Arrays.fill(payloads, from, to, null);
        Arrays.fill(flags, from, to, (byte) EMPTY);
    }
}
