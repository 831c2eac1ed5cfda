// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.syncer.downstream.Downstream;
import io.tidemark.syncer.source.SourceOptions;
import io.tidemark.syncer.task.Task;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A replication on a thread of its own. */
final class RunningReplication implements AutoCloseable {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Replication replication;
    private final CompletableFuture<Void> ended;

    private RunningReplication(final Replication replication) {
        this.replication = replication;
        this.ended = CompletableFuture.runAsync(
                () -> {
                    try {
                        replication.run();
                    } catch (final InterruptedException e) {
                        throw new CompletionException(e);
                    }
                },
                run -> new Thread(run, "replication-under-test").start());
    }

    static RunningReplication start(final Task task) {
        return start(task, Duration.ofSeconds(30));
    }

    static RunningReplication start(final Task task, final Duration silence) {
        return start(task, silence, Downstream.DEFAULT_ANSWER_TIMEOUT);
    }

    static RunningReplication start(final Task task, final Duration silence, final Duration answerTimeout) {
        return start(task, silence, answerTimeout, GracefulStop.Bounds.DEFAULT);
    }

    static RunningReplication start(final Task task, final GracefulStop.Bounds bounds) {
        return start(task, SourceOptions.DEFAULT_SILENCE, Downstream.DEFAULT_ANSWER_TIMEOUT, bounds);
    }

    private static RunningReplication start(
            final Task task, final Duration silence, final Duration answerTimeout, final GracefulStop.Bounds bounds) {
        final RunOptions options =
                new RunOptions(Optional.empty(), Optional.empty(), StatusFormat.NONE, Duration.ofSeconds(1), false);
        return new RunningReplication(
                new Replication(task, options, new PrintWriter(Writer.nullWriter()), silence, answerTimeout, bounds));
    }

    long reconnects() {
        return replication.counts().reconnects().sum();
    }

    long retries() {
        return replication.counts().retries().sum();
    }

    long tornTransactions() {
        return replication.counts().tornTransactions().sum();
    }

    /** Fails with its failure if it has ended. */
    void requireRunning() {
        if (ended.isDone()) {
            ended.join();
            throw new AssertionError("the replication has ended");
        }
    }

    /** Waits until it fails. */
    Throwable failure() {
        await().atMost(LONG).until(ended::isDone);
        assertThat(ended).isCompletedExceptionally();
        return ended.handle((nothing, failure) -> failure instanceof CompletionException ? failure.getCause() : failure)
                .join();
    }

    /** Does not wait. */
    void requestStop() {
        replication.stop();
    }

    void stop() {
        replication.stop();
        await().atMost(LONG).until(ended::isDone);
        ended.join();
        await().until(RunningReplication::noThreadIsLeft);
    }

    private static boolean noThreadIsLeft() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .noneMatch(name -> name.startsWith("tidemark-") || name.startsWith("blc-"));
    }

    @Override
    public void close() {
        replication.stop();
        await().atMost(LONG).until(ended::isDone);
    }
}
