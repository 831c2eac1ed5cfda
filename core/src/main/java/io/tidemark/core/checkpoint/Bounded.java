// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.checkpoint;

import io.tidemark.core.store.CheckpointStoreException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs work to its end whether or not the caller is interrupted meanwhile, and waits for it no longer than is allowed. */
final class Bounded {
    private Bounded() {}

    /**
     * Runs it on a thread of its own, which no interrupt of the caller reaches; the caller's interrupt is kept.
     *
     * @throws CheckpointStoreException if the time is over; the work may still be under way then.
     */
    static void run(final String what, final Duration limit, final Runnable work) {
        final FutureTask<Void> task = new FutureTask<>(work, null);
        final Thread thread = new Thread(task, "tidemark-checkpoint-upkeep");
        thread.setDaemon(true);
        thread.start();
        final long deadlineNs = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    task.get(deadlineNs - System.nanoTime(), TimeUnit.NANOSECONDS);
                    return;
                } catch (final InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (final TimeoutException e) {
            throw new CheckpointStoreException(
                    "Could not " + what + " within " + limit + ", and it is still being tried: look at the store,"
                            + " then load the checkpoint again",
                    e);
        } catch (final ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new CheckpointStoreException("Could not " + what + ": " + e.getCause(), e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
