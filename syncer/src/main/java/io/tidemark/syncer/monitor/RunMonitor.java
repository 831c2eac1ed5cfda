// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.monitor;

import io.tidemark.core.location.Location;
import io.tidemark.pipeline.Pipeline;
import io.tidemark.pipeline.PipelineStatus;
import io.tidemark.syncer.source.SourceHandler;
import io.tidemark.syncer.task.Task;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches one run of a task from beside it: looks once a second, and makes pictures of it for whoever asks. Any thread;
 * {@link #observe} and {@link #eventTimes} are the source's.
 */
public final class RunMonitor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunMonitor.class);
    private static final long NS_PER_S = 1_000_000_000L;

    private final Task task;
    private final String version;
    private final RunCounts counts;
    private final Secrets secrets;
    private final HealthCheck healthCheck;
    private final SourceProgress progress = new SourceProgress();
    private final ObservedSource.StatementUnderWay statement = new ObservedSource.StatementUnderWay();
    private final UpstreamWatch upstream;
    private final long beganNs = System.nanoTime();
    private final History history = new History(beganNs);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(RunMonitor::thread);
    private volatile Pipeline<?> pipeline;
    private volatile Lags lags = Lags.UNKNOWN;
    private volatile String failure;

    /** How many seconds the points are behind; null for what is not known. */
    record Lags(Long received, Long applied, Long flushed) {
        static final Lags UNKNOWN = new Lags(null, null, null);
    }

    /**
     * Watches nothing yet.
     *
     * @param task    what is replicated.
     * @param version of the program.
     * @param token   another secret that must not be shown.
     * @param counts  the run's.
     */
    public RunMonitor(final Task task, final String version, final Optional<String> token, final RunCounts counts) {
        this.task = task;
        this.version = version;
        this.counts = counts;
        this.secrets = new Secrets(task, token);
        this.healthCheck = new HealthCheck(task.syncer().checkpointFlushInterval());
        this.upstream = new UpstreamWatch(task.source().server());
    }

    private static Thread thread(final Runnable run) {
        final Thread thread = new Thread(run, "tidemark-monitor");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Begins to look.
     *
     * @param running the run's pipeline, until {@link #close}.
     */
    public void runs(final Pipeline<?> running) {
        pipeline = running;
        upstream.start();
        final ScheduledFuture<?> unused = timer.scheduleAtFixedRate(this::look, 0, 1, TimeUnit.SECONDS);
    }

    /**
     * The run has failed.
     *
     * @param reason as the operator is told.
     */
    public void failed(final String reason) {
        failure = secrets.blot(reason);
    }

    /**
     * What the source hands over goes through here.
     *
     * @param handler what handles it.
     * @return to be given to the source in its place.
     */
    public SourceHandler observe(final SourceHandler handler) {
        return new ObservedSource(handler, progress, statement);
    }

    /** @return to be told of each event's time. */
    public LongConsumer eventTimes() {
        return progress::read;
    }

    /** @return the pipeline; empty before there is one. */
    public Optional<Pipeline<?>> pipeline() {
        return Optional.ofNullable(pipeline);
    }

    /** @return what is replicated. */
    public Task task() {
        return task;
    }

    private void look() {
        try {
            lookOnce();
        } catch (final RuntimeException e) {
            // the timer would end without a word
            LOG.warn("could not look at the run", e);
        }
    }

    private void lookOnce() {
        final PipelineStatus status = pipeline.status();
        progress.flushed(status.flushedPoint());
        final OptionalLong now = upstream.unixSecond();
        final Long applied = behind(now, progress.oldestBehind(status.appliedPoint()));
        lags = new Lags(
                behind(now, progress.newest()), applied, behind(now, progress.oldestBehind(status.flushedPoint())));
        history.look(System.nanoTime(), status, progress.events(), applied);
    }

    private static Long behind(final OptionalLong now, final OptionalLong logged) {
        if (now.isEmpty()) {
            return null;
        }
        return logged.isEmpty() ? 0 : Math.max(0, now.getAsLong() - logged.getAsLong());
    }

    /** @return how the run is now. */
    public RunPicture picture() {
        final Pipeline<?> running = pipeline;
        return running == null
                ? pictures(null).beforeTheStart(failure, uptimeNs() / NS_PER_S)
                : pictures(running).of(running.status(), failure(running));
    }

    private PictureMaker pictures(final Pipeline<?> running) {
        return new PictureMaker(this, running);
    }

    private String failure(final Pipeline<?> running) {
        final String told = failure;
        return told != null
                ? told
                : running.failure().map(e -> secrets.blot(e.getMessage())).orElse(null);
    }

    /** @return whether somebody has to look after the run. */
    public RunPicture.Health health() {
        final Pipeline<?> running = pipeline;
        if (failure != null) {
            return new RunPicture.Health(false, "failed: " + failure);
        }
        if (running == null) {
            return new RunPicture.Health(true, "starting");
        }
        final RunPicture.Health health = healthCheck.of(
                running.status(), Duration.ofNanos(history.silentNs(System.nanoTime())), statement.after() != null);
        final String reason = failure(running);
        return reason == null ? health : new RunPicture.Health(false, "failed: " + reason);
    }

    String version() {
        return version;
    }

    Secrets secrets() {
        return secrets;
    }

    SourceProgress progress() {
        return progress;
    }

    ObservedSource.StatementUnderWay statement() {
        return statement;
    }

    UpstreamWatch upstream() {
        return upstream;
    }

    History history() {
        return history;
    }

    Lags lags() {
        return lags;
    }

    RunCounts counts() {
        return counts;
    }

    long uptimeNs() {
        return System.nanoTime() - beganNs;
    }

    /** The place up to which the source has handed everything in; the flushed one before that is known. */
    Location received(final PipelineStatus status) {
        final Location boundary = progress.boundary();
        return boundary == null ? status.appliedPoint() : boundary;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        upstream.close();
    }
}
