// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A daemon thread that speaks for a session three times within its expiry, so that an idle holder is not taken for dead. */
final class LeaseKeeper implements AutoCloseable {
    private final ScheduledExecutorService thread;
    private final ScheduledFuture<?> speaking;

    LeaseKeeper(final LeasedSession session, final LeaseConfig config, final String name) {
        thread = Executors.newSingleThreadScheduledExecutor(work -> {
            final Thread keeper = new Thread(work, name);
            keeper.setDaemon(true);
            return keeper;
        });
        final long periodMs = config.expiry().toMillis() / 3;
        speaking = thread.scheduleWithFixedDelay(session::keepAlive, periodMs, periodMs, TimeUnit.MILLISECONDS);
    }

    /** Does not wait for a word that is just being spoken. */
    @Override
    public void close() {
        speaking.cancel(false);
        thread.shutdown();
    }
}
