// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.metrics;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tidemark.pipeline.metrics.Distribution;
import io.tidemark.pipeline.metrics.PipelineMetrics;
import io.tidemark.pipeline.metrics.PipelineMetrics.Ages;
import io.tidemark.pipeline.metrics.StallCause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * Shows a pipeline's metrics as Micrometer meters named {@code tidemark.…}. Meters read when they are asked, so they cost
 * the pipeline nothing. Times come with count and sum, and with the quantiles 0.5, 0.99 and 1 since the start,
 * which are as old as a second.
 */
public final class PipelineMeters implements MeterBinder {
    /** A counter, or a gauge: what it reads, and how it is shown. */
    private record Reading(String name, String unit, String description, ToDoubleFunction<PipelineMetrics> value) {}

    private static final List<Reading> COUNTERS = List.of(
            new Reading("tidemark.jobs", "jobs", "Jobs handed in", PipelineMetrics::jobs),
            new Reading("tidemark.rows", "rows", "Row changes applied", PipelineMetrics::rows),
            new Reading(
                    "tidemark.conflicts",
                    "rows",
                    "Row changes that were given another worker to wait for",
                    PipelineMetrics::conflicts),
            new Reading(
                    "tidemark.flush.failures",
                    "writes",
                    "Writes of a snapshot that failed and were tried again",
                    PipelineMetrics::flushFailures));

    private static final List<Reading> GAUGES = List.of(
            new Reading(
                    "tidemark.jobs.in.flight",
                    "jobs",
                    "Jobs handed in and not passed by the low watermark",
                    PipelineMetrics::jobsInFlight),
            new Reading(
                    "tidemark.causality.maps",
                    "maps",
                    "Causality maps that hold entries",
                    PipelineMetrics::causalityMaps),
            new Reading("tidemark.causality.keys", "keys", "Keys in causality maps", PipelineMetrics::causalityKeys));

    private final PipelineMetrics metrics;
    private final Tags tags;
    private final Quantiles quantiles;

    /**
     * Registers nothing yet.
     *
     * @param metrics of a pipeline.
     * @param tags    go to each meter.
     */
    public PipelineMeters(final PipelineMetrics metrics, final Iterable<Tag> tags) {
        this.metrics = requireNonNull(metrics, "metrics");
        this.tags = Tags.of(tags);
        this.quantiles = new Quantiles(distributions(metrics), System::nanoTime);
    }

    private static List<Distribution> distributions(final PipelineMetrics of) {
        final List<Distribution> all =
                new ArrayList<>(List.of(of.batchSizes(), of.executorTimes(), of.workerWaitTimes(), of.flushTimes()));
        for (final StallCause cause : StallCause.values()) {
            all.add(of.sourceStallTimes(cause));
        }
        return all;
    }

    @Override
    public void bindTo(final MeterRegistry registry) {
        for (final Reading counter : COUNTERS) {
            FunctionCounter.builder(counter.name(), metrics, counter.value())
                    .description(counter.description())
                    .baseUnit(counter.unit())
                    .tags(tags)
                    .register(registry);
        }
        for (final Reading gauge : GAUGES) {
            gauge(registry, gauge, tags);
        }
        for (int worker = 0; worker < metrics.workers(); worker++) {
            final int number = worker;
            final Reading distance = new Reading(
                    "tidemark.worker.distance",
                    "jobs",
                    "Jobs between the last one handed in and the worker's watermark",
                    of -> of.workerDistance(number));
            gauge(registry, distance, tags.and("worker", Integer.toString(number)));
        }
        bindBatches(registry);
        bindWaits(registry);
        bindFlushes(registry);
    }

    private void gauge(final MeterRegistry registry, final Reading gauge, final Tags of) {
        Gauge.builder(gauge.name(), metrics, gauge.value())
                .description(gauge.description())
                .baseUnit(gauge.unit())
                .tags(of)
                .register(registry);
    }

    private void bindBatches(final MeterRegistry registry) {
        timer(registry, "tidemark.batch", tags, "Time inside the executor, per batch", metrics.executorTimes());
        for (final double quantile : Quantiles.SHOWN) {
            final Reading sizes = new Reading(
                    "tidemark.batch.size",
                    "rows",
                    "Row changes per batch",
                    of -> quantiles.valueAt(of.batchSizes(), quantile));
            gauge(registry, sizes, tags.and("quantile", Double.toString(quantile)));
        }
    }

    private void bindWaits(final MeterRegistry registry) {
        timer(registry, "tidemark.worker.wait", tags, "Waits of workers for others", metrics.workerWaitTimes());
        for (final StallCause cause : StallCause.values()) {
            final Tags of = tags.and("cause", cause.name().toLowerCase(Locale.ROOT));
            timer(registry, "tidemark.source.stall", of, "Waits of the source", metrics.sourceStallTimes(cause));
            age(
                    registry,
                    "tidemark.source.stall.age",
                    of,
                    "The source has been waiting",
                    () -> metrics.sourceStalledFor(cause));
        }
    }

    private void bindFlushes(final MeterRegistry registry) {
        timer(registry, "tidemark.flush", tags, "From a snapshot to the end of its write", metrics.flushTimes());
        age(registry, "tidemark.flush.age", "The flushed points have been what they are", Ages::flushed);
        age(
                registry,
                "tidemark.unflushed.age",
                "Something has been applied that the flushed points do not claim",
                Ages::unflushed);
        age(registry, "tidemark.flush.write.age", "The snapshot under way has been being written", Ages::write);
        age(
                registry,
                "tidemark.flush.request.age",
                "The oldest caller of a flush has been waiting",
                Ages::flushRequest);
        age(registry, "tidemark.drain.age", "The oldest drain has been waiting", Ages::drain);
        age(
                registry,
                "tidemark.standing.age",
                "The low watermark stands still although jobs are in flight",
                Ages::standing);
    }

    private void timer(
            final MeterRegistry registry,
            final String name,
            final Tags of,
            final String description,
            final Distribution times) {
        FunctionTimer.builder(name, times, Distribution::count, Distribution::sum, TimeUnit.NANOSECONDS)
                .description(description)
                .tags(of)
                .register(registry);
        for (final double quantile : Quantiles.SHOWN) {
            TimeGauge.builder(
                            name + ".quantile", times, TimeUnit.NANOSECONDS, from -> quantiles.valueAt(from, quantile))
                    .description(description + ", quantiles since the start")
                    .tags(of.and("quantile", Double.toString(quantile)))
                    .register(registry);
        }
    }

    private void age(
            final MeterRegistry registry,
            final String name,
            final String description,
            final Function<Ages, Duration> age) {
        age(registry, name, tags, description, () -> age.apply(metrics.ages()));
    }

    private static void age(
            final MeterRegistry registry,
            final String name,
            final Tags of,
            final String description,
            final Supplier<Duration> age) {
        TimeGauge.builder(name, () -> age.get().toNanos(), TimeUnit.NANOSECONDS)
                .description(description + "; zero if not")
                .tags(of)
                .strongReference(true)
                .register(registry);
    }
}
