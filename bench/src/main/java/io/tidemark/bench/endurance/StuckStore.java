// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.endurance;

import io.tidemark.core.store.CheckpointChange;
import io.tidemark.core.store.CheckpointStore;
import io.tidemark.core.store.GlobalPoint;
import io.tidemark.core.store.InMemoryCheckpointStore;
import io.tidemark.core.store.TablePoint;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A store whose writes do not return, as those of a server that accepts everything and answers nothing, until it is let go
 * on. Empty at first, kept in memory. Any thread.
 */
final class StuckStore implements CheckpointStore {
    private final InMemoryCheckpointStore store = new InMemoryCheckpointStore();
    private final CountDownLatch stuck = new CountDownLatch(1);
    private final AtomicLong underWay = new AtomicLong();

    /** Snapshots that have been handed in and are not written. */
    long underWay() {
        return underWay.get();
    }

    /** From now on writes return. */
    void goOn() {
        stuck.countDown();
    }

    @Override
    public void init() {
        store.init();
    }

    @Override
    public Optional<GlobalPoint> load(final Consumer<? super TablePoint> tables) {
        return store.load(tables);
    }

    @Override
    public void write(final CheckpointChange change) {
        underWay.incrementAndGet();
        try {
            stuck.await();
            store.write(change);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the store was stuck", e);
        } finally {
            underWay.decrementAndGet();
        }
    }

    @Override
    public void clear() {
        store.clear();
    }

    @Override
    public void close() {
        store.close();
    }
}
