package io.tidemark.pipeline.worker;

import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.pipeline.job.Job;
import io.tidemark.pipeline.job.JobKind;
import java.util.ArrayList;

/** The jobs that a worker has taken and not yet applied: references to slots, nothing is copied. */
final class PendingBatch<P> implements Batch<P> {
    private final ArrayList<Job<P>> jobs;
    private long firstSequence = -1;
    private long rows;

    PendingBatch(final int capacity) {
        jobs = new ArrayList<>(capacity);
    }

    void add(final Job<P> job, final long sequence) {
        if (jobs.isEmpty()) {
            firstSequence = sequence;
        }
        jobs.add(job);
        rows += job.rows();
    }

    void clear() {
        jobs.clear();
        rows = 0;
    }

    boolean isEmpty() {
        return jobs.isEmpty();
    }

    long firstSequence() {
        return firstSequence;
    }

    @Override
    public int size() {
        return jobs.size();
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public int rows(final int index) {
        return jobs.get(index).rows();
    }

    @Override
    public boolean isTransaction(final int index) {
        return jobs.get(index).kind() == JobKind.TRANSACTION;
    }

    @Override
    public P payload(final int index) {
        return jobs.get(index).payload();
    }

    @Override
    public TableId table(final int index) {
        return jobs.get(index).table();
    }

    @Override
    public Location location(final int index) {
        return jobs.get(index).location();
    }
}
