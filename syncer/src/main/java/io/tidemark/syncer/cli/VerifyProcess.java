// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cli;

import io.tidemark.syncer.task.Task;
import io.tidemark.syncer.verify.Verification;
import io.tidemark.syncer.verify.VerifyOptions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A verification that SIGTERM and Ctrl-C end after the chunks that are being read, so that another process can go on. */
final class VerifyProcess implements VerifyAction {
    /** A chunk takes less; a table that can't be cut may take hours, and has to be begun anew. */
    private static final long STOP_S = 10;

    private final Surroundings surroundings;

    VerifyProcess(final Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public int run(final Task task, final VerifyOptions options) throws InterruptedException {
        final Verification verification = new Verification(task, options, surroundings.out(), surroundings.err());
        final CountDownLatch ended = new CountDownLatch(1);
        StopSignals.take();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(verification, ended), "tidemark-verify-stop"));
        try {
            return verification.run().orElse(false) ? ExitCode.DONE : ExitCode.FAILED;
        } finally {
            ended.countDown();
        }
    }

    private static void stop(final Verification verification, final CountDownLatch ended) {
        verification.stop();
        try {
            if (!ended.await(STOP_S, TimeUnit.SECONDS)) {
                return; // what was saved last counts
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
