// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.monitor;

import io.tidemark.core.location.Location;
import io.tidemark.pipeline.metrics.Since;
import io.tidemark.syncer.source.RowsEvent;
import io.tidemark.syncer.source.SourceHandler;
import io.tidemark.syncer.source.SourceStatement;

/** Tells how far the source has come, once what handles it has handled it. The source thread's. */
final class ObservedSource implements SourceHandler {
    private final SourceHandler handler;
    private final SourceProgress progress;
    private final StatementUnderWay underWay;

    /** The statement that everything waits for. The source thread writes, any thread reads. */
    static final class StatementUnderWay {
        private final Since since = new Since();
        private volatile Location after;

        /** Where it stands; null if there is none. */
        Location after() {
            return since.goesOn() ? after : null;
        }

        long ageNs(final long nowNs) {
            return since.ageNs(nowNs);
        }
    }

    ObservedSource(final SourceHandler handler, final SourceProgress progress, final StatementUnderWay underWay) {
        this.handler = handler;
        this.progress = progress;
        this.underWay = underWay;
    }

    @Override
    public void rows(final RowsEvent event) throws InterruptedException {
        handler.rows(event);
    }

    @Override
    public void transactionEnd(final Location after) throws InterruptedException {
        handler.transactionEnd(after);
        progress.passed(after, false);
    }

    @Override
    public void statement(final SourceStatement statement) throws InterruptedException {
        underWay.after = statement.after();
        underWay.since.begin(System.nanoTime());
        try {
            handler.statement(statement);
        } finally {
            underWay.since.end();
        }
        if (!statement.insideTransaction()) {
            progress.passed(statement.after(), false);
        }
    }

    @Override
    public void idle(final Location at) throws InterruptedException {
        handler.idle(at);
        progress.passed(at, true);
    }
}
