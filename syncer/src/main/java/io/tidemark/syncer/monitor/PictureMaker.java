// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.monitor;

import io.tidemark.core.location.Location;
import io.tidemark.pipeline.Pipeline;
import io.tidemark.pipeline.PipelineStatus;
import io.tidemark.pipeline.metrics.Distribution;
import io.tidemark.pipeline.metrics.PipelineMetrics;
import io.tidemark.pipeline.metrics.StallCause;
import io.tidemark.pipeline.metrics.WorkerWait;
import io.tidemark.syncer.task.Server;
import io.tidemark.syncer.task.Task;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Puts one picture together. Of one thread, for one picture. */
final class PictureMaker {
    private static final double NS_PER_S = 1e9;
    private static final double MS_PER_S = 1e3;

    private final RunMonitor run;
    /** Null before the start. */
    private final Pipeline<?> pipeline;

    PictureMaker(final RunMonitor run, final Pipeline<?> pipeline) {
        this.run = run;
        this.pipeline = pipeline;
    }

    RunPicture beforeTheStart(final String failure, final long uptimeSeconds) {
        final Task task = run.task();
        return new RunPicture(
                task.name(),
                task.source().id(),
                run.version(),
                failure == null ? "starting" : "failed",
                uptimeSeconds,
                run.health(),
                failure,
                settings(),
                null,
                new RunPicture.Rows(0, 0, 0, List.of(), List.of()),
                new RunPicture.Points(null, 0, null, null, null, false),
                new RunPicture.Flush(0, 0, 0, 0, 0),
                new RunPicture.Jobs(-1, -1, 0, 0, 0, 0),
                new RunPicture.Causality(0, 0),
                List.of(),
                new RunPicture.Reading(0, 0, null, null, null, null, List.of()),
                0,
                0,
                0,
                notes());
    }

    RunPicture of(final PipelineStatus status, final String failure) {
        final Task task = run.task();
        final PipelineMetrics.Ages ages = status.ages();
        return new RunPicture(
                task.name(),
                task.source().id(),
                run.version(),
                failure == null ? status.state().name().toLowerCase(Locale.ROOT) : "failed",
                (long) (run.uptimeNs() / NS_PER_S),
                run.health(),
                failure,
                settings(),
                run.lags().applied(),
                run.history().rows(status.rowsApplied(), run.uptimeNs()),
                points(status),
                new RunPicture.Flush(
                        status.flushes(),
                        status.flushFailures(),
                        seconds(ages.flushed()),
                        seconds(ages.unflushed()),
                        seconds(ages.write())),
                new RunPicture.Jobs(
                        status.dispatched(),
                        status.lowWatermark(),
                        status.dispatched() - status.lowWatermark(),
                        status.bytesInFlight(),
                        seconds(ages.standing()),
                        status.conflicts()),
                new RunPicture.Causality(status.causalityMaps(), status.causalityKeys()),
                status.workers().stream().map(PictureMaker::worker).toList(),
                reading(status),
                run.counts().retries().sum(),
                run.counts().reconnects().sum(),
                run.counts().tornTransactions().sum(),
                notes());
    }

    private RunPicture.Settings settings() {
        final Task task = run.task();
        return new RunPicture.Settings(
                address(task.source().server()),
                address(task.target()),
                word(task.syncer().delivery()),
                word(task.syncer().flushMode()),
                seconds(task.syncer().checkpointFlushInterval()));
    }

    private static String address(final Server server) {
        return server.host() + ':' + server.port();
    }

    private static String word(final Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private RunPicture.Points points(final PipelineStatus status) {
        final Location end = run.upstream().end().orElse(null);
        final RunMonitor.Lags lags = run.lags();
        return new RunPicture.Points(
                end == null ? null : point(end, 0L),
                run.upstream().ageSeconds(),
                point(run.received(status), lags.received()),
                point(status.appliedPoint(), lags.applied()),
                point(status.flushedPoint(), lags.flushed()),
                end != null && status.appliedPoint().position().compareTo(end.position()) >= 0);
    }

    private static RunPicture.Point point(final Location location, final Long behindSeconds) {
        return new RunPicture.Point(
                location.position().toString(), location.gtids().toString(), behindSeconds);
    }

    private static RunPicture.Worker worker(final PipelineStatus.WorkerStatus worker) {
        return new RunPicture.Worker(
                worker.watermark(),
                worker.rowsApplied(),
                worker.executing().map(PictureMaker::seconds).orElse(null),
                worker.waiting().map(WorkerWait::worker).orElse(null),
                worker.waiting().map(wait -> seconds(wait.lasts())).orElse(null));
    }

    private RunPicture.Reading reading(final PipelineStatus status) {
        final Location statement = run.statement().after();
        final long nowNs = System.nanoTime();
        return new RunPicture.Reading(
                run.progress().events(),
                (long) (run.history().silentNs(nowNs) / NS_PER_S),
                status.sourceStall().map(stall -> cause(stall.cause())).orElse(null),
                status.sourceStall().map(stall -> seconds(stall.lasts())).orElse(null),
                statement == null ? null : statement.position().toString(),
                statement == null ? null : rounded(run.statement().ageNs(nowNs) / NS_PER_S),
                Stream.of(StallCause.values()).map(this::waits).toList());
    }

    private RunPicture.Wait waits(final StallCause cause) {
        final PipelineMetrics metrics = pipeline.metrics();
        final Distribution times = metrics.sourceStallTimes(cause);
        return new RunPicture.Wait(
                cause(cause),
                times.count(),
                rounded(times.sum() / NS_PER_S + seconds(metrics.sourceStalledFor(cause))));
    }

    private static String cause(final StallCause cause) {
        return cause.name().toLowerCase(Locale.ROOT);
    }

    private List<RunPicture.Note> notes() {
        return RecentNotes.all().stream()
                .map(note -> new RunPicture.Note(
                        note.at(), note.level(), note.where(), run.secrets().blot(note.text())))
                .toList();
    }

    /** To the millisecond: what is beyond that is noise to a reader. */
    private static double seconds(final Duration duration) {
        return duration.toMillis() / MS_PER_S;
    }

    private static double rounded(final double seconds) {
        return Math.round(seconds * MS_PER_S) / MS_PER_S;
    }
}
