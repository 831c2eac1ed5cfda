// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.endurance;

import io.tidemark.core.checkpoint.Checkpoint;
import io.tidemark.core.location.Location;
import io.tidemark.pipeline.Pipeline;
import io.tidemark.pipeline.PipelineConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** A pipeline under a steady load whose checkpoint store is stuck, and what it holds meanwhile. For one thread. */
final class Endurance {
    private static final long BATCH_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final Duration STOP = Duration.ofMinutes(1);

    /**
     * How it is run.
     *
     * @param workers       workers.
     * @param ringSize      jobs in flight, at most; a power of two.
     * @param flushInterval time between two flushes, if the store wrote them.
     * @param rowsPerSecond 0 for as fast as they are taken.
     * @param every         time between two samples.
     * @param samples       how many of them.
     */
    record Settings(
            int workers, int ringSize, Duration flushInterval, long rowsPerSecond, Duration every, int samples) {}

    /**
     * What has come out.
     *
     * @param samples while the store was stuck.
     * @param end     where the source's last transaction ends.
     * @param flushed what the checkpoint claims, once the store has been let go on and everything has been flushed.
     */
    record Outcome(List<Sample> samples, Location end, Location flushed) {
        Outcome {
            samples = List.copyOf(samples);
        }
    }

    private Endurance() {}

    /**
     * Runs.
     *
     * @param taken told of each sample.
     * @throws TimeoutException if the rest is not flushed within a minute after the store goes on.
     */
    static Outcome run(final Settings settings, final Consumer<? super Sample> taken) throws TimeoutException {
        final StuckStore store = new StuckStore();
        final Checkpoint checkpoint = new Checkpoint(store);
        checkpoint.load();
        final PipelineConfig config = PipelineConfig.builder()
                .workers(settings.workers())
                .ringSize(settings.ringSize())
                .flushInterval(settings.flushInterval())
                .build();
        try (Pipeline<Object> pipeline =
                Pipeline.start(config, checkpoint, worker -> batch -> LockSupport.parkNanos(BATCH_NS))) {
            final SteadyLoad load = new SteadyLoad(pipeline, settings.rowsPerSecond());
            final List<Sample> samples = new ArrayList<>();
            final long start = System.nanoTime();
            for (int i = 0; i < settings.samples(); i++) {
                load.run(settings.every().toNanos());
                final double seconds = (System.nanoTime() - start) / 1e9;
                final Sample sample = Sample.of(seconds, load.rows(), pipeline.status(), store);
                samples.add(sample);
                taken.accept(sample);
            }
            store.goOn();
            pipeline.stop(STOP);
            return new Outcome(samples, load.last(), checkpoint.flushedGlobalPoint());
        } finally {
            store.goOn();
        }
    }
}
