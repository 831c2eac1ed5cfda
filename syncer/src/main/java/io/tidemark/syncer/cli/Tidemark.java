// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cli;

import io.tidemark.syncer.demo.Demo;
import io.tidemark.syncer.replication.Replication;
import io.tidemark.syncer.torture.Torture;
import java.util.concurrent.CountDownLatch;

/** The program: puts the command line and what does the work together. */
public final class Tidemark {
    private Tidemark() {}

    /**
     * Runs a command and ends the process with its exit code.
     *
     * @param arguments see {@code tidemark --help}.
     */
    public static void main(final String... arguments) {
        final Surroundings surroundings = Surroundings.ofThisProcess();
        final RunAction run = (task, options) -> runUntilStopped(new Replication(task, options, surroundings.out()));
        final DemoAction demo = options -> new Demo(options, System.out).run();
        final TortureAction torture = options -> new Torture(options, System.out).run();
        System.exit(new TidemarkCommand(run, demo, torture, surroundings).execute(arguments));
    }

    /** SIGTERM and Ctrl-C stop gracefully: the process ends when the run has, or at the second signal. */
    private static void runUntilStopped(final Replication replication) throws InterruptedException {
        final CountDownLatch ended = new CountDownLatch(1);
        StopSignals.take();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            replication.stop();
                            awaitUninterruptibly(ended);
                        },
                        "tidemark-stop"));
        try {
            replication.run();
        } finally {
            ended.countDown();
        }
    }

    private static void awaitUninterruptibly(final CountDownLatch ended) {
        try {
            ended.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
