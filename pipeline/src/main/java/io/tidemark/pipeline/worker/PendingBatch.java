package io.tidemark.pipeline.worker;

import com.lmax.disruptor.RingBuffer;
import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.pipeline.job.Job;
import io.tidemark.pipeline.job.JobKind;

/**
 * The jobs that a worker has taken and not yet applied. Kept are their sequences, nothing is copied: numbers, because to
 * keep a reference costs a collector's barrier for each row.
 */
final class PendingBatch<P> implements Batch<P> {
    private final RingBuffer<Job<P>> ring;
    private final long[] sequences;
    private int size;
    private long rows;

    PendingBatch(final RingBuffer<Job<P>> ring, final int batchSize) {
        this.ring = ring;
        // each job has a row at least
        sequences = new long[Math.min(batchSize, ring.getBufferSize())];
    }

    void add(final Job<P> job, final long sequence) {
        sequences[size] = sequence;
        size++;
        rows += job.rows();
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

    private Job<P> job(final int index) {
        if (index >= size) {
            throw new IndexOutOfBoundsException("change " + index + " of a batch of " + size);
        }
        return ring.get(sequences[index]);
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
        return job(index).rows();
    }

    @Override
    public boolean isTransaction(final int index) {
        return job(index).kind() == JobKind.TRANSACTION;
    }

    @Override
    public P payload(final int index) {
        return job(index).payload();
    }

    @Override
    public TableId table(final int index) {
        return job(index).table();
    }

    @Override
    public Location location(final int index) {
        return job(index).location();
    }
}
