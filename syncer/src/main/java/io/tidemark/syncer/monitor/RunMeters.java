// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.monitor;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.Location;
import io.tidemark.pipeline.Pipeline;
import io.tidemark.pipeline.PipelineState;
import io.tidemark.syncer.metrics.PipelineMeters;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a run tells beside its pipeline's meters: of its source, its points, and itself. Meters read when they are asked. */
public final class RunMeters implements MeterBinder {
    private static final Pattern FILE_NUMBER = Pattern.compile("\\.(\\d+)$");
    private static final double NS_PER_S = 1e9;
    private static final double MS_PER_S = 1e3;

    private final RunMonitor run;
    private final Tags tags;

    /**
     * Registers nothing yet.
     *
     * @param run whose.
     */
    public RunMeters(final RunMonitor run) {
        this.run = run;
        this.tags =
                Tags.of("task", run.task().name(), "source", run.task().source().id());
    }

    @Override
    public void bindTo(final MeterRegistry registry) {
        final Tags info = tags.and(
                "version", run.version(),
                "delivery", word(run.task().syncer().delivery()),
                "flush_mode", word(run.task().syncer().flushMode()));
        Gauge.builder("tidemark.task.info", run, of -> 1)
                .description("The task that runs, in the labels")
                .tags(info)
                .register(registry);
        for (final PipelineState state : PipelineState.values()) {
            Gauge.builder("tidemark.state", run, of -> stateOf(of) == state ? 1 : 0)
                    .description("1 for the state that the run is in")
                    .tags(tags.and("state", word(state)))
                    .register(registry);
        }
        gauge(
                registry,
                "tidemark.healthy",
                null,
                "1 if nobody has to look after it",
                of -> of.health().ok() ? 1 : 0);
        gauge(registry, "tidemark.uptime", "seconds", "Since the run began", of -> of.uptimeNs() / NS_PER_S);
        gauge(
                registry,
                "tidemark.flush.interval",
                "seconds",
                "Between two flushes, as configured",
                of -> of.task().syncer().checkpointFlushInterval().toMillis() / MS_PER_S);
        counter(registry, "tidemark.retries", null, "Batches that were repeated", of -> of.counts()
                .retries()
                .sum());
        counter(registry, "tidemark.reconnects", null, "How often a lost upstream was found again", of -> of.counts()
                .reconnects()
                .sum());
        counter(
                registry,
                "tidemark.transactions.torn",
                null,
                "Transactions that were too large to be kept whole, though the task wants that",
                of -> of.counts().tornTransactions().sum());
        counter(registry, "tidemark.source.events", "events", "Events read from the upstream", of -> of.progress()
                .events());
        gauge(
                registry,
                "tidemark.source.silent",
                "seconds",
                "Since when nothing has come from the upstream although it was waited for",
                of -> of.history().silentNs(System.nanoTime()) / NS_PER_S);
        gauge(
                registry,
                "tidemark.payload.in.flight",
                "bytes",
                "Payloads handed in and not yet let go of",
                of -> of.pipeline()
                        .map(pipeline -> pipeline.status().bytesInFlight())
                        .orElse(0L));
        gauge(
                registry,
                "tidemark.replication.lag",
                "seconds",
                "Age of the oldest change that is not applied, by the upstream's clock",
                of -> number(of.lags().applied()));
        point(registry, "received", of -> Optional.ofNullable(of.progress().boundary()), of -> of.lags()
                .received());
        point(registry, "applied", of -> of.pipeline().map(p -> p.status().appliedPoint()), of -> of.lags()
                .applied());
        point(registry, "flushed", of -> of.pipeline().map(p -> p.status().flushedPoint()), of -> of.lags()
                .flushed());
        point(registry, "upstream", of -> of.upstream().end(), of -> 0L);
    }

    /**
     * Registers the meters of the run's pipeline.
     *
     * @param registry where.
     * @param pipeline whose.
     */
    public void bindPipeline(final MeterRegistry registry, final Pipeline<?> pipeline) {
        new PipelineMeters(pipeline.metrics(), tags).bindTo(registry);
    }

    private void point(
            final MeterRegistry registry,
            final String name,
            final Function<RunMonitor, Optional<Location>> location,
            final Function<RunMonitor, Long> behind) {
        final Tags of = tags.and("point", name);
        Gauge.builder("tidemark.point.behind", run, each -> number(behind.apply(each)))
                .description("Age of the oldest change behind a point, by the upstream's clock")
                .baseUnit("seconds")
                .tags(of)
                .register(registry);
        Gauge.builder("tidemark.binlog.file", run, each -> location.apply(each)
                        .map(at -> fileNumber(at.position()))
                        .orElse(Double.NaN))
                .description("Number of the binlog file that a point stands in")
                .tags(of)
                .register(registry);
        Gauge.builder("tidemark.binlog.offset", run, each -> location.apply(each)
                        .map(at -> (double) at.position().offset())
                        .orElse(Double.NaN))
                .description("Offset of a point in its binlog file")
                .baseUnit("bytes")
                .tags(of)
                .register(registry);
    }

    private void gauge(
            final MeterRegistry registry,
            final String name,
            final String unit,
            final String description,
            final ToDoubleFunction<RunMonitor> value) {
        Gauge.builder(name, run, value)
                .description(description)
                .baseUnit(unit)
                .tags(tags)
                .register(registry);
    }

    private void counter(
            final MeterRegistry registry,
            final String name,
            final String unit,
            final String description,
            final ToDoubleFunction<RunMonitor> value) {
        FunctionCounter.builder(name, run, value)
                .description(description)
                .baseUnit(unit)
                .tags(tags)
                .register(registry);
    }

    private static PipelineState stateOf(final RunMonitor run) {
        return run.pipeline().map(pipeline -> pipeline.status().state()).orElse(null);
    }

    private static double fileNumber(final BinlogPosition position) {
        final Matcher number = FILE_NUMBER.matcher(position.file());
        return number.find() ? Double.parseDouble(number.group(1)) : Double.NaN;
    }

    private static double number(final Long seconds) {
        return seconds == null ? Double.NaN : seconds;
    }

    private static String word(final Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
