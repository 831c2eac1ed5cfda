// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import static java.util.Objects.requireNonNull;

import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.task.Server;

/** Replays in a process of its own: Tidemark in one of its modes, or the raw limit. */
final class AppliedContender implements Contender {
    private final ApplierMode mode;
    private final int workers;
    private final int batch;
    private final Applier applier;

    /**
     * A contender that shares a process.
     *
     * @param mode    how to replay.
     * @param workers connections that write.
     * @param batch   rows of a transaction, at most.
     * @param applier the process, of all contenders of this mode; closed by each of them.
     */
    AppliedContender(final ApplierMode mode, final int workers, final int batch, final Applier applier) {
        this.mode = requireNonNull(mode, "mode");
        this.workers = workers;
        this.batch = batch;
        this.applier = requireNonNull(applier, "applier");
    }

    @Override
    public String key() {
        return mode.key();
    }

    @Override
    public String description() {
        return mode.description();
    }

    @Override
    public int workers() {
        return workers;
    }

    @Override
    public int batch() {
        return batch;
    }

    @Override
    public boolean isRemote() {
        return true;
    }

    /** Without causality the order among different rows is lost. */
    @Override
    public boolean canReplay(final Workload workload) {
        return mode != ApplierMode.RAW || workload != Workload.SWAPS;
    }

    @Override
    public Replayed replay(final Recording recording, final EmbeddedServer downstream, final Server door) {
        final ProcessUse server = ProcessUse.begin(downstream.processId());
        final ApplierAnswer answer = applier.replay(Assignment.of(mode, recording, door, workers, batch));
        return new Replayed(
                answer.seconds(), answer.cpuSeconds(), server.cpuSeconds(), answer.peakBytes(), server.peakBytes());
    }

    @Override
    public void close() {
        applier.close();
    }
}
