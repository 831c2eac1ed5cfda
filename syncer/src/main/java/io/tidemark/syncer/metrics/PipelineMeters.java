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
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * Shows a pipeline's metrics as Micrometer meters named {@code tidemark.…}. Meters read when they are asked, so they cost
 * the pipeline nothing. Times come with count and sum, and with the quantiles 0.5, 0.99 and 1 since the start.
 */
public final class PipelineMeters implements MeterBinder {
    private static final List<Double> QUANTILES = List.of(0.5, 0.99, 1.0);

    private final PipelineMetrics metrics;
    private final Tags tags;

    /**
     * Registers nothing yet.
     *
     * @param metrics of a pipeline.
     * @param tags    go to each meter.
     */
    public PipelineMeters(final PipelineMetrics metrics, final Iterable<Tag> tags) {
        this.metrics = requireNonNull(metrics, "metrics");
        this.tags = Tags.of(tags);
    }

    @Override
    public void bindTo(final MeterRegistry registry) {
        bindRows(registry);
        bindWaits(registry);
        bindDistances(registry);
        bindFlushes(registry);
    }

    private void bindRows(final MeterRegistry registry) {
        counter(registry, "tidemark.jobs", "jobs", "Jobs handed in", PipelineMetrics::jobs);
        counter(registry, "tidemark.rows", "rows", "Row changes applied", PipelineMetrics::rows);
        counter(
                registry,
                "tidemark.conflicts",
                "rows",
                "Row changes that were given another worker to wait for",
                PipelineMetrics::conflicts);
        timer(registry, "tidemark.batch", tags, "Time inside the executor, per batch", metrics.executorTimes());
        for (final double quantile : QUANTILES) {
            Gauge.builder("tidemark.batch.size", metrics.batchSizes(), sizes -> valueAt(sizes, quantile))
                    .description("Row changes per batch")
                    .baseUnit("rows")
                    .tags(tags.and("quantile", Double.toString(quantile)))
                    .register(registry);
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

    private void bindDistances(final MeterRegistry registry) {
        gauge(
                registry,
                "tidemark.jobs.in.flight",
                "jobs",
                "Jobs handed in and not passed by the low watermark",
                PipelineMetrics::jobsInFlight);
        for (int worker = 0; worker < metrics.workers(); worker++) {
            final int number = worker;
            Gauge.builder("tidemark.worker.distance", metrics, of -> of.workerDistance(number))
                    .description("Jobs between the last one handed in and the worker's watermark")
                    .baseUnit("jobs")
                    .tags(tags.and("worker", Integer.toString(number)))
                    .register(registry);
        }
        gauge(
                registry,
                "tidemark.causality.maps",
                "maps",
                "Causality maps that hold entries",
                PipelineMetrics::causalityMaps);
        gauge(registry, "tidemark.causality.keys", "keys", "Keys in causality maps", PipelineMetrics::causalityKeys);
    }

    private void bindFlushes(final MeterRegistry registry) {
        timer(registry, "tidemark.flush", tags, "From a snapshot to the end of its write", metrics.flushTimes());
        counter(
                registry,
                "tidemark.flush.failures",
                "writes",
                "Writes of a snapshot that failed and were tried again",
                PipelineMetrics::flushFailures);
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

    private void counter(
            final MeterRegistry registry,
            final String name,
            final String unit,
            final String description,
            final ToDoubleFunction<PipelineMetrics> value) {
        FunctionCounter.builder(name, metrics, value)
                .description(description)
                .baseUnit(unit)
                .tags(tags)
                .register(registry);
    }

    private void gauge(
            final MeterRegistry registry,
            final String name,
            final String unit,
            final String description,
            final ToDoubleFunction<PipelineMetrics> value) {
        Gauge.builder(name, metrics, value)
                .description(description)
                .baseUnit(unit)
                .tags(tags)
                .register(registry);
    }

    private static void timer(
            final MeterRegistry registry,
            final String name,
            final Tags of,
            final String description,
            final Distribution times) {
        FunctionTimer.builder(name, times, Distribution::count, Distribution::sum, TimeUnit.NANOSECONDS)
                .description(description)
                .tags(of)
                .register(registry);
        for (final double quantile : QUANTILES) {
            TimeGauge.builder(name + ".quantile", times, TimeUnit.NANOSECONDS, from -> valueAt(from, quantile))
                    .description(description + ", quantiles since the start")
                    .tags(of.and("quantile", Double.toString(quantile)))
                    .register(registry);
        }
    }

    private static double valueAt(final Distribution distribution, final double quantile) {
        return distribution.histogram().getValueAtPercentile(100 * quantile);
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
