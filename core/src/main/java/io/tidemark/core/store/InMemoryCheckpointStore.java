// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.schema.TableId;
import io.tidemark.core.schema.TableInfo;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A store for tests and benchmarks: it forgets everything with the process, writes as slowly as it is told, and fails on
 * demand. What was written survives {@link #close}, so that a restart can be played with the same store.
 *
 * <p>Every method may be called from any thread. A reader sees a change whole or not at all.
 */
public final class InMemoryCheckpointStore implements CheckpointStore {
    private final Object lock = new Object();

    // all guarded by the lock
    private final Map<TableId, TablePoint> tables = new HashMap<>();
    private Optional<GlobalPoint> global = Optional.empty();
    private long writeLatencyNs;
    private int failuresLeft;
    private RuntimeException failure;
    private long writes;
    private long failedWrites;

    /** A store that is empty, writes without delay and does not fail. */
    public InMemoryCheckpointStore() {}

    /** Nothing to create. */
    @Override
    public void init() {}

    /** Hands the points over under the store's lock. */
    @Override
    public Optional<GlobalPoint> load(final Consumer<? super TablePoint> consumer) {
        synchronized (lock) {
            tables.values().forEach(consumer);
            return global;
        }
    }

    /**
     * Waits for the write latency, then takes the change or fails as told. A failed write takes nothing.
     *
     * @throws RuntimeException              the one given to {@link #failNextWrites}.
     * @throws UnsupportedOperationException if the change has extra statements.
     */
    @Override
    public void write(final CheckpointChange change) {
        requireNonNull(change, "change");
        if (!change.extra().isEmpty()) {
            throw new UnsupportedOperationException("this store knows no SQL and can't execute extra statements");
        }
        final long latencyNs;
        synchronized (lock) {
            latencyNs = writeLatencyNs;
        }
        waitFor(latencyNs);
        synchronized (lock) {
            if (failuresLeft > 0) {
                failuresLeft--;
                failedWrites++;
                throw failure;
            }
            change.gone().forEach(tables::remove);
            for (final TablePoint point : change.tables()) {
                tables.compute(point.table(), (table, old) -> replaced(old, point));
            }
            if (change.global().isPresent()) {
                global = change.global();
            }
            writes++;
        }
    }

    /** A structure that is not in the change stays. */
    private static TablePoint replaced(final TablePoint old, final TablePoint changed) {
        final Optional<TableInfo> structure =
                changed.structure().isPresent() || old == null ? changed.structure() : old.structure();
        return new TablePoint(changed.table(), changed.location(), structure.filter(known -> !known.isNone()));
    }

    /** Forgets the contents. */
    @Override
    public void clear() {
        synchronized (lock) {
            tables.clear();
            global = Optional.empty();
        }
    }

    /** Keeps the contents. */
    @Override
    public void close() {}

    /**
     * Sets how long each write takes from now on.
     *
     * @param nanoseconds at least this long; 0 for no delay.
     */
    public void writeLatency(final long nanoseconds) {
        if (nanoseconds < 0) {
            throw new IllegalArgumentException("A write can't take " + nanoseconds + " ns");
        }
        synchronized (lock) {
            writeLatencyNs = nanoseconds;
        }
    }

    /**
     * Makes the next writes fail; replaces what was asked for before.
     *
     * @param count how many writes fail; 0 for none.
     * @param cause what they throw.
     */
    public void failNextWrites(final int count, final RuntimeException cause) {
        requireNonNull(cause, "cause");
        synchronized (lock) {
            failuresLeft = count;
            failure = cause;
        }
    }

    /** @return how many writes have been taken. */
    public long writes() {
        synchronized (lock) {
            return writes;
        }
    }

    /** @return how many writes have failed as told. */
    public long failedWrites() {
        synchronized (lock) {
            return failedWrites;
        }
    }

    /** An interrupt does not shorten the wait, as it would not shorten that for a disk, but is kept for the caller. */
    private static void waitFor(final long nanoseconds) {
        final long deadline = System.nanoTime() + nanoseconds;
        boolean interrupted = false;
        for (long left = nanoseconds; left > 0; left = deadline - System.nanoTime()) {
            LockSupport.parkNanos(left);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
