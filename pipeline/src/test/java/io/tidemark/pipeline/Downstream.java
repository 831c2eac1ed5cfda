// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline;

import io.tidemark.pipeline.worker.Batch;
import io.tidemark.pipeline.worker.JobExecutor;
import io.tidemark.pipeline.worker.JobExecutorFactory;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Where rows arrive in tests: remembers what is applied, checks that each key's rows come in order, and can hold single
 * workers back or fail. A payload is the row's key and its number in the stream.
 */
final class Downstream implements JobExecutorFactory<Downstream.Row> {
    record Row(long key, long number) {}

    private final Set<Long> applied = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<Long, Long> newestOfKey = new ConcurrentHashMap<>();
    private final Set<Integer> held = ConcurrentHashMap.newKeySet();
    private volatile long poison = -1;
    private volatile String disorder;

    void hold(final int worker) {
        held.add(worker);
    }

    void release(final int worker) {
        held.remove(worker);
    }

    void failAt(final long number) {
        poison = number;
    }

    boolean isApplied(final long number) {
        return applied.contains(number);
    }

    int appliedCount() {
        return applied.size();
    }

    /** Null as long as every key's rows came in the stream's order. */
    String disorder() {
        return disorder;
    }

    @Override
    public JobExecutor<Row> create(final int worker) {
        return batch -> apply(worker, batch);
    }

    private void apply(final int worker, final Batch<Row> batch) {
        while (held.contains(worker)) {
            LockSupport.parkNanos(100_000);
        }
        for (int i = 0; i < batch.size(); i++) {
            final Row row = batch.payload(i);
            if (row.number() == poison) {
                throw new IllegalStateException("row " + poison + " is poisoned");
            }
            final Long before = newestOfKey.put(row.key(), row.number());
            if (before != null && before >= row.number()) {
                disorder = "row " + row.number() + " of key " + row.key() + " was applied after " + before;
            }
        }
        for (int i = 0; i < batch.size(); i++) {
            applied.add(batch.payload(i).number());
        }
    }
}
