package io.tidemark.pipeline.job;

import com.lmax.disruptor.Sequence;
import java.util.Arrays;

/**
 * Which worker applies which job of the ring, and how far that is decided. The router writes; all workers read.
 *
 * <p>Beside the ring rather than in its slots, since each worker has to look at every job: 32 of them share a cache line
 * here, and a worker touches the slots of its own jobs only.
 *
 * <p>A cell is a plain one, as a slot is. It is written before the sequence that publishes it, and used again as late as its
 * slot is: when the source has claimed the slot again, so after the low watermark, and with it every worker, has passed.
 */
public final class RoutedJobs {
    private static final short NOBODY = -1;

    private final Sequence upTo = new Sequence();
    private final short[] workers;

    /**
     * Nothing is routed.
     *
     * @param ringSize slots of the job ring, a power of two.
     */
    public RoutedJobs(final int ringSize) {
        workers = new short[ringSize];
        Arrays.fill(workers, NOBODY);
    }

    /**
     * Says who applies a job. Router.
     *
     * @param sequence the job's.
     * @param worker   the worker's number.
     */
    public void assign(final long sequence, final int worker) {
        workers[cell(sequence)] = (short) worker;
    }

    /**
     * Says that no worker applies a job: each passes it. Router.
     *
     * @param sequence the job's.
     */
    public void assignToNobody(final long sequence) {
        workers[cell(sequence)] = NOBODY;
    }

    /**
     * Lets workers see what was said of jobs, here and in their slots: a store/store barrier between both and the sequence.
     * Router.
     *
     * @param sequence everything is said up to here.
     */
    public void publish(final long sequence) {
        upTo.set(sequence);
    }

    /** @return every job up to here has its worker and its waits. Any thread. */
    public long get() {
        return upTo.get();
    }

    /**
     * Looks for a worker's next job. That worker.
     *
     * @param worker its number.
     * @param from   where to begin; the worker's watermark has not passed it.
     * @param to     where to end, at most what {@link #get} has returned to the caller.
     * @return the first of its jobs, or {@code to + 1} if there is none.
     */
    public long next(final int worker, final long from, final long to) {
        final int count = (int) (to - from + 1);
        for (int i = 0; i < count; i++) {
            if (workers[cell(from + i)] == worker) {
                return from + i;
            }
        }
        return to + 1;
    }

    /**
     * Who applies a job. Any thread that knows it to be routed and not passed by the low watermark.
     *
     * @param sequence the job's.
     * @return the worker's number, or -1 if no worker does.
     */
    public int worker(final long sequence) {
        return workers[cell(sequence)];
    }

    private int cell(final long sequence) {
        return (int) sequence & workers.length - 1;
    }
}
