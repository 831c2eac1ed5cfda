// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.worker;

import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.pipeline.job.JobKind;
import io.tidemark.pipeline.job.JobRing;

/**
 * The jobs that a worker has taken and not yet applied. Kept are their sequences, nothing is copied: numbers, because to
 * keep a reference costs a collector's barrier for each row.
 */
final class PendingBatch<P> implements Batch<P> {
    private final JobRing<P> ring;
    private final long[] sequences;
    private int size;
    private long rows;

    PendingBatch(final JobRing<P> ring, final int batchSize) {
        this.ring = ring;
        // each job has a row at least
        sequences = new long[Math.min(batchSize, ring.size())];
    }

    void add(final long sequence, final int ofRows) {
        sequences[size] = sequence;
        size++;
        rows += ofRows;
    }

    void clear() {
        size = 0;
        rows = 0;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The oldest job's; only of a batch that is not empty. */
    long firstSequence() {
        return sequences[0];
    }

    private long sequence(final int index) {
        if (index >= size) {
            throw new IndexOutOfBoundsException("change " + index + " of a batch of " + size);
        }
        return sequences[index];
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public int rows(final int index) {
        return ring.rows(sequence(index));
    }

    @Override
    public boolean isTransaction(final int index) {
        return ring.kind(sequence(index)) == JobKind.TRANSACTION;
    }

    @Override
    public P payload(final int index) {
        return ring.payload(sequence(index));
    }

    @Override
    public TableId table(final int index) {
        return ring.table(sequence(index));
    }

    @Override
    public Location location(final int index) {
        return ring.location(sequence(index));
    }
}
