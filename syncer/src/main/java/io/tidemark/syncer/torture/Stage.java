// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.torture;

import io.tidemark.core.location.Location;
import io.tidemark.syncer.demo.ReplicationProcess;
import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.failure.OperatorException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Whom the campaign kills and starts again: the syncer's process and the downstream server. One thread. */
final class Stage implements AutoCloseable {
    private static final long STOP_S = 60;
    private static final long END_S = 300;
    private static final long RECOVERY_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long POLL_MS = 2;
    private static final double MEDIAN = 0.5;
    /** Shorter than any process needs to start, longer than a server needs to finish what a killed process had sent. */
    private static final long GRACE_MS = 150;

    private final TortureTask task;
    private final FastJava java;
    private final EmbeddedServer downstream;
    private final Watch watch;
    private final Counts counts = new Counts();
    private RunSettings settings = RunSettings.FIRST;
    private ReplicationProcess syncer;
    /** Whether the downstream was killed while the present syncer ran: then it may give up. */
    private boolean mayGiveUp;

    private long restartNs;

    Stage(final TortureTask task, final FastJava java, final EmbeddedServer downstream, final Watch watch) {
        this.task = task;
        this.java = java;
        this.downstream = downstream;
        this.watch = watch;
    }

    Counts counts() {
        return counts;
    }

    /** A first run, up to an end. Whatever it loads makes the next ones faster. */
    void warmUp(final Location end) throws IOException, InterruptedException {
        finish(task.start(java.archiving(), settings, "--until", end.position().toString()));
    }

    /** Starts the syncer. */
    void start() throws IOException {
        restartNs = System.nanoTime();
        mayGiveUp = false;
        syncer = task.start(java.archived(), settings);
        watch.restarted(restartNs, GRACE_MS);
    }

    /** Carries out one kill, at its moment, and starts again what was killed. */
    void strike(final Kill kill) throws IOException, InterruptedException {
        if (kill.stop()) {
            stopGracefully();
        }
        awaitMoment(kill);
        settings = kill.settings();
        switch (kill.victim()) {
            case SYNCER -> killSyncer();
            case DOWNSTREAM -> killDownstream();
            case BOTH_SYNCER_FIRST -> {
                killSyncer();
                Thread.sleep(kill.gapMs());
                killDownstream();
            }
            default -> {
                killDownstream();
                Thread.sleep(kill.gapMs());
                killSyncer();
            }
        }
        if (kill.hitsDownstream()) {
            Thread.sleep(kill.gapMs());
            restartNs = System.nanoTime();
            startDownstream();
            watch.restarted(restartNs, 0);
        }
        if (kill.hitsSyncer()) {
            start();
            counts.restarted();
        }
    }

    private void startDownstream() {
        try {
            downstream.start();
        } catch (final OperatorException e) {
            throw new DownstreamBrokenException(e);
        }
    }

    private void awaitMoment(final Kill kill) throws IOException, InterruptedException {
        final long delayMs = kill.delayMs(watch.recoveries().seconds(MEDIAN));
        if (kill.recovered()) {
            awaitRecovery();
            Thread.sleep(delayMs);
        } else {
            final long passedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - restartNs);
            Thread.sleep(Math.max(0, delayMs - passedMs));
        }
        if (replaceIfEnded()) {
            awaitRecovery();
        }
    }

    /** Waits until rows move after the last restart. */
    void awaitRecovery() throws IOException, InterruptedException {
        while (!watch.recovered()) {
            if (!replaceIfEnded() && System.nanoTime() - restartNs > RECOVERY_NS) {
                throw new OperatorException("no row has been applied for " + TimeUnit.NANOSECONDS.toSeconds(RECOVERY_NS)
                        + " s after a restart");
            }
            Thread.sleep(POLL_MS);
        }
    }

    /** A syncer may give up because its downstream is gone, and for nothing else; an operator starts it again. */
    private boolean replaceIfEnded() throws IOException {
        if (syncer.isRunning()) {
            return false;
        }
        if (!mayGiveUp || !LastWords.in(task.log()).tellOfALostDownstream()) {
            syncer.requireRunning();
        }
        counts.gaveUp();
        syncer.close();
        start();
        counts.restarted();
        return true;
    }

    private void stopGracefully() throws IOException, InterruptedException {
        awaitRecovery();
        if (!replaceIfEnded()) {
            syncer.stop(STOP_S);
            counts.stopped();
            start();
            counts.restarted();
        }
    }

    private void killSyncer() throws InterruptedException {
        syncer.kill();
        counts.killedSyncer();
    }

    private void killDownstream() {
        downstream.kill();
        counts.killedDownstream();
        mayGiveUp = true;
    }

    /** Stops the syncer, and lets a last one run up to the end. */
    void catchUp(final Location end) throws IOException, InterruptedException {
        if (!replaceIfEnded()) {
            syncer.stop(STOP_S);
            counts.stopped();
        }
        finish(task.start(java.archived(), settings, "--until", end.position().toString()));
    }

    private static void finish(final ReplicationProcess process) throws InterruptedException {
        try (process) {
            final int code = process.await(END_S);
            if (code != 0) {
                process.requireRunning();
            }
        }
    }

    @Override
    public void close() {
        if (syncer != null) {
            syncer.close();
        }
    }
}
