// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline;

import static org.awaitility.Awaitility.await;

import io.tidemark.core.store.CheckpointChange;
import io.tidemark.core.store.CheckpointStore;
import io.tidemark.core.store.GlobalPoint;
import io.tidemark.core.store.TablePoint;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** A store whose writes take until a test lets them end. */
final class SlowWrite implements CheckpointStore {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CheckpointStore inner;

    SlowWrite(final CheckpointStore inner) {
        this.inner = inner;
    }

    void awaitBegin() {
        await().until(() -> begun.getCount() == 0);
    }

    void end() {
        ended.countDown();
    }

    @Override
    public void init() {
        inner.init();
    }

    @Override
    public Optional<GlobalPoint> load(final Consumer<? super TablePoint> tables) {
        return inner.load(tables);
    }

    @Override
    public void write(final CheckpointChange change) {
        begun.countDown();
        try {
            ended.await();
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
        inner.write(change);
    }

    @Override
    public void clear() {
        inner.clear();
    }

    @Override
    public void close() {
        inner.close();
    }
}
