// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.demo;

import io.tidemark.core.location.BinlogPosition;
import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how the demo is doing: a live bar on a terminal, a line every two seconds elsewhere. One thread. */
final class DemoDisplay implements AutoCloseable {
    private static final long PLAIN_INTERVAL_NS = 2_000_000_000L;
    private static final int BAR_INTERVAL_MS = 200;
    private static final double NS_PER_S = 1e9;

    private final PrintStream out;
    private final long rows;
    private final boolean terminal;
    private ProgressBar bar;
    private long lastPlainNs = System.nanoTime() - PLAIN_INTERVAL_NS;

    DemoDisplay(final PrintStream out, final long rows, final boolean terminal) {
        this.out = out;
        this.rows = rows;
        this.terminal = terminal;
    }

    /**
     * A milestone, printed as a line of its own.
     *
     * @param text what happened.
     */
    void say(final String text) {
        close();
        out.println(text);
        out.flush();
    }

    /**
     * Progress.
     *
     * @param written rows written upstream.
     * @param applied rows applied downstream, by all processes together.
     * @param lagNs   age of the oldest change that is not applied.
     * @param status  what the replication process says.
     */
    void progress(final long written, final long applied, final long lagNs, final ReplicationStatus status) {
        if (terminal) {
            if (bar == null) {
                bar = new ProgressBarBuilder()
                        .setTaskName("rows applied")
                        .setInitialMax(rows)
                        .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                        .setUpdateIntervalMillis(BAR_INTERVAL_MS)
                        .build();
            }
            bar.stepTo(Math.min(applied, rows));
            bar.setExtraMessage(details(lagNs, status));
        } else if (System.nanoTime() - lastPlainNs >= PLAIN_INTERVAL_NS) {
            lastPlainNs = System.nanoTime();
            out.printf(
                    Locale.ROOT,
                    "  written %,d of %,d  applied %,d  %s%n",
                    written,
                    rows,
                    applied,
                    details(lagNs, status));
            out.flush();
        }
    }

    private static String details(final long lagNs, final ReplicationStatus status) {
        return String.format(
                Locale.ROOT,
                "%,d rows/s  lag %.1f s  low watermark %,d  flushed %s  causality maps %d",
                status.rowsPerSecond(),
                lagNs / NS_PER_S,
                status.lowWatermark(),
                status.flushed().equals(BinlogPosition.MIN) ? "-" : status.flushedPosition(),
                status.causalityMaps());
    }

    /** Ends the bar, if there is one. */
    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
