// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.job;

import java.util.Arrays;

/**
 * For whom a change has to wait. Made for the first job of a slot that has to, and kept. Written by the router, read by the
 * change's worker.
 */
public final class JobWaits {
    /** Nobody; never written. */
    static final JobWaits NONE = new JobWaits();

    private static final int INITIAL = 4;

    /** The job's sequence: who comes to the slot after it begins anew. */
    private long job = -1;

    private int count;
    private int[] workers = {};
    private long[] sequences = {};

    JobWaits() {}

    boolean isOf(final long sequence) {
        return job == sequence;
    }

    void add(final long ofJob, final int worker, final long sequence) {
        if (job != ofJob) {
            job = ofJob;
            count = 0;
        }
        for (int i = 0; i < count; i++) {
            if (workers[i] == worker) {
                sequences[i] = Math.max(sequences[i], sequence);
                return;
            }
        }
        if (count == workers.length) {
            final int room = Math.max(2 * count, INITIAL);
            workers = Arrays.copyOf(workers, room);
            sequences = Arrays.copyOf(sequences, room);
        }
        workers[count] = worker;
        sequences[count] = sequence;
        count++;
    }

    /** @return for how many other workers the change has to wait. */
    public int count() {
        return count;
    }

    /**
     * Somebody to wait for.
     *
     * @param index from 0.
     * @return the worker's number.
     */
    public int worker(final int index) {
        return workers[index];
    }

    /**
     * How far to wait.
     *
     * @param index from 0.
     * @return the sequence that the worker's watermark must have reached.
     */
    public long sequence(final int index) {
        return sequences[index];
    }
}
