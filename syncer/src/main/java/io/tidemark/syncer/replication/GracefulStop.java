// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import io.tidemark.pipeline.Pipeline;
import io.tidemark.pipeline.PipelineStatus;
import io.tidemark.syncer.downstream.DdlConnections;
import io.tidemark.syncer.failure.OperatorException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/**
 * Ends a run when it is asked to, step by step, and in bounded time whatever it is busy with: at the next boundary between
 * transactions; inside a transaction that does not end; leaving a DDL that does not end to the downstream and the next
 * start; and at last without applying what was read. Any thread.
 */
final class GracefulStop {
    /**
     * How long each step may take, from the request on, or, for the pipeline, from the source's end on.
     *
     * @param transaction for the end of the transaction in progress; an idle source has a boundary each second.
     * @param ddl         for a DDL, or for the DDL of an earlier session.
     * @param pipeline    for what was read to be applied and flushed.
     * @param all         for everything.
     */
    record Bounds(Duration transaction, Duration ddl, Duration pipeline, Duration all) {
        static final Bounds DEFAULT =
                new Bounds(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(2));
    }

    private final Bounds bounds;
    private final String nextRun;
    private volatile boolean wanted;
    private volatile ResumedSource source;
    private volatile Pipeline<?> pipeline;
    private volatile DdlConnections ddl;
    /** What the run was still busy with when it was ended by force; null if it was not. */
    private volatile String forcedDuring;

    /** @param nextRun what the next run does after an end that was not clean, for messages. */
    GracefulStop(final Bounds bounds, final String nextRun) {
        this.bounds = bounds;
        this.nextRun = nextRun;
    }

    /** Begins to end the run; does not wait. Any number of times. */
    void request() {
        wanted = true;
        final ResumedSource current = source;
        if (current != null) {
            current.endAtBoundary();
        }
        after(bounds.transaction(), () -> {
            final ResumedSource reading = source;
            if (reading != null) {
                reading.stop();
            }
        });
        after(bounds.ddl(), () -> {
            final DdlConnections executing = ddl;
            if (executing != null) {
                executing.abandon();
            }
        });
        after(bounds.all(), this::force);
    }

    private static void after(final Duration time, final Runnable step) {
        CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS)
                .execute(step);
    }

    boolean isWanted() {
        return wanted;
    }

    /** The source that a request ends. */
    void reads(final ResumedSource reading) {
        source = reading;
    }

    /** What a request ends by force if it has to. */
    void runs(final Pipeline<?> running, final DdlConnections executing) {
        ddl = executing;
        pipeline = running;
    }

    /**
     * Has everything that was handed in applied and flushed.
     *
     * @throws OperatorException if that took too long.
     */
    void finish(final Pipeline<?> running) {
        try {
            running.stop(bounds.pipeline());
        } catch (final TimeoutException e) {
            throw new OperatorException("the stop took too long: " + e.getMessage() + "; " + nextRun, e);
        }
    }

    private void force() {
        final Pipeline<?> stuck = pipeline;
        if (stuck != null) {
            forcedDuring = describe(stuck.status());
            stuck.close();
        }
    }

    private static String describe(final PipelineStatus status) {
        final long unapplied = status.dispatched() - status.lowWatermark();
        if (unapplied == 0) {
            return status.appliedPoint().equals(status.flushedPoint())
                    ? "the source has not come to an end"
                    : "the checkpoint is still not written";
        }
        final List<String> executing = IntStream.range(0, status.workers().size())
                .filter(worker -> status.workers().get(worker).executing().isPresent())
                .mapToObj(worker -> "worker " + worker + " has been at a batch for "
                        + status.workers().get(worker).executing().orElseThrow().toSeconds() + " s")
                .toList();
        return unapplied + " jobs are still not applied"
                + (executing.isEmpty() ? "" : ": " + String.join(", ", executing));
    }

    /** What an operator is told of a failure, if it comes from an end by force; the failure itself if not. */
    RuntimeException explain(final RuntimeException failure) {
        final String during = forcedDuring;
        if (during == null || failure instanceof OperatorException) {
            return failure;
        }
        return new OperatorException(
                "the stop took longer than " + bounds.all().toSeconds() + " s (" + during + "); see to the downstream; "
                        + nextRun,
                failure);
    }
}
