// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.causality;

/**
 * Who wrote a key last, in one long: the sequence of the job above, the worker below. A later writer is the greater
 * number.
 */
public final class LastWriter {
    /** No writer that is known. */
    public static final long NONE = -1;

    /** Workers that fit in: 0 to 255. */
    public static final int MAX_WORKERS = 1 << 8;

    private static final int WORKER_BITS = 8;

    private LastWriter() {}

    /**
     * Packs both.
     *
     * @param sequence the job's sequence, not negative and below 2^55.
     * @param worker   the worker's number, below {@link #MAX_WORKERS}.
     * @return both in one, never {@link #NONE}.
     */
    public static long of(final long sequence, final int worker) {
        return sequence << WORKER_BITS | worker;
    }

    /**
     * The job.
     *
     * @param writer what {@link #of} returned.
     * @return its sequence.
     */
    public static long sequence(final long writer) {
        return writer >>> WORKER_BITS;
    }

    /**
     * The worker.
     *
     * @param writer what {@link #of} returned.
     * @return its number.
     */
    public static int worker(final long writer) {
        return (int) writer & MAX_WORKERS - 1;
    }
}
