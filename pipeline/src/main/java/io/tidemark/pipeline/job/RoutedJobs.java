// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.job;

import com.lmax.disruptor.Sequence;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Which worker applies which job of the ring, for whom it has to wait, and how far that is decided. The router writes; all
 * workers read.
 *
 * <p>Each worker has a bit a job, 64 jobs a word, so that it finds its own without looking at everybody's, and what it
 * pays follows the rows that are its own. The words of all workers for the same jobs lie side by side.
 *
 * <p>The router collects the words of the newest 64 jobs for itself, and shows them before it publishes. Workers may look
 * at a word while it is shown anew: they mask what lies beyond the sequence that they know to be published, and what is
 * published of a word never changes. Words are read and written as a whole, and no more than that is asked of them: the
 * sequence orders. There are words for two rings' lengths of jobs, so when the router enters a word again, the low
 * watermark, and with it every worker, has passed all of its jobs: that is one ring's length behind the newest job, at
 * least.
 */
public final class RoutedJobs {
    private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int BITS_OF_WORD = 6;
    private static final long IN_WORD = Long.SIZE - 1;

    private final Sequence upTo = new Sequence();
    private final int workers;
    private final int lastBlock;

    /** For each block of jobs, a word a worker, and one for jobs that are no plain rows. */
    private final long[] words;

    /** The words of the block that the router is in; the router's. */
    private final long[] open;

    /** For each slot, if a job there ever had to wait. */
    private final JobWaits[] waits;

    /**
     * Nothing is routed.
     *
     * @param ringSize slots of the job ring, a power of two.
     * @param workers  how many there are.
     */
    public RoutedJobs(final int ringSize, final int workers) {
        this.workers = workers;
        final int blocks = 2 * Math.max(1, ringSize >> BITS_OF_WORD);
        lastBlock = blocks - 1;
        words = new long[blocks * (workers + 1)];
        open = new long[workers + 1];
        waits = new JobWaits[ringSize];
    }

    /**
     * Goes on to the next job. Router, for each job once and in their order, before all else that it says of it.
     *
     * @param sequence the job's.
     */
    public void enter(final long sequence) {
        if ((sequence & IN_WORD) == 0) {
            show(sequence - 1);
            Arrays.fill(open, 0);
        }
    }

    /** Writes all words of the block, so that nothing is left there of the jobs of two rings' lengths before. */
    private void show(final long newest) {
        final int first = word(newest, 0);
        for (int i = 0; i < open.length; i++) {
            WORDS.setOpaque(words, first + i, open[i]);
        }
    }

    /**
     * Says who applies a job. Router.
     *
     * @param sequence the job's.
     * @param worker   the worker's number.
     */
    public void assign(final long sequence, final int worker) {
        open[worker] |= 1L << sequence;
    }

    /**
     * Says that a job is more than a row that waits for nobody, so that its worker has to look closer. Router.
     *
     * @param sequence the job's.
     */
    public void markSpecial(final long sequence) {
        open[workers] |= 1L << sequence;
    }

    /**
     * Says that a change may be applied only after another worker's. Router.
     *
     * @param sequence the change's.
     * @param other    the worker to wait for.
     * @param until    its watermark must have reached this.
     */
    public void waitFor(final long sequence, final int other, final long until) {
        final int slot = slot(sequence);
        if (waits[slot] == null) {
            waits[slot] = new JobWaits();
        }
        waits[slot].add(sequence, other, until);
        markSpecial(sequence);
    }

    /**
     * Lets workers see what was said of all jobs: a store/store barrier between that and the sequence. Router.
     *
     * @param newest the last job that was entered.
     */
    public void publish(final long newest) {
        show(newest);
        upTo.set(newest);
    }

    /** @return every job up to here has its worker and its waits. Any thread. */
    public long get() {
        return upTo.get();
    }

    /**
     * A worker's jobs among those of one word, which ends at each multiple of 64. That worker.
     *
     * @param worker its number.
     * @param from   where to begin; the worker's watermark has not passed it.
     * @param to     where to end if the word does not end before, at least {@code from}; at most what {@link #get} has
     *     returned to the caller.
     * @return a bit a job, at the lower six bits of its sequence.
     */
    public long own(final int worker, final long from, final long to) {
        final long bits = get(word(from, worker)) & (-1L << from);
        return (from | IN_WORD) <= to ? bits : bits & (-1L >>> ~to);
    }

    /**
     * Which jobs are more than a row that waits for nobody. Any thread that knows them to be routed and not passed by the low
     * watermark.
     *
     * @param sequence one of the word's jobs.
     * @return a bit a job; those of jobs that are not routed yet say nothing.
     */
    public long special(final long sequence) {
        return get(word(sequence, workers));
    }

    /**
     * For whom a job has to wait. Any thread that knows it to be routed and not passed by the low watermark.
     *
     * @param sequence the job's.
     * @return whom, and how far; nobody, if it does not wait.
     */
    public JobWaits waits(final long sequence) {
        final JobWaits ofSlot = (special(sequence) & (1L << sequence)) != 0 ? waits[slot(sequence)] : null;
        return ofSlot != null && ofSlot.isOf(sequence) ? ofSlot : JobWaits.NONE;
    }

    private long get(final int word) {
        return (long) WORDS.getOpaque(words, word);
    }

    private int word(final long sequence, final int worker) {
        return ((int) (sequence >>> BITS_OF_WORD) & lastBlock) * (workers + 1) + worker;
    }

    private int slot(final long sequence) {
        return (int) sequence & waits.length - 1;
    }
}
