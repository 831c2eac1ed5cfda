// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how a verification is doing: a live bar on a terminal, a line every two seconds elsewhere. One thread. */
final class VerifyDisplay implements AutoCloseable {
    private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(2);
    private static final int BAR_INTERVAL_MS = 200;

    private final PrintWriter out;
    private final boolean terminal;
    private final long startNs = System.nanoTime();
    private long aboutRows;
    private long rows;
    private ProgressBar bar;
    private long lastNs = startNs;

    VerifyDisplay(final PrintWriter out, final boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Adds to what there is to do, as the server guesses. */
    void expect(final long more) {
        aboutRows += more;
    }

    /** A line of its own. */
    void say(final String text) {
        close();
        out.println(text);
        out.flush();
    }

    /** Rows were looked at. */
    void looked(final TablePair table, final long more, final long toLookAgain) {
        rows += more;
        final String details =
                toLookAgain == 0 ? "" : String.format(Locale.ROOT, ", %,d rows to look at again", toLookAgain);
        if (terminal) {
            if (bar == null) {
                bar = new ProgressBarBuilder()
                        .setTaskName("rows compared")
                        .setInitialMax(Math.max(aboutRows, rows))
                        .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                        .setUpdateIntervalMillis(BAR_INTERVAL_MS)
                        .build();
            }
            bar.maxHint(Math.max(aboutRows, rows));
            bar.stepTo(rows);
            bar.setExtraMessage(table.name(Side.LEFT) + details);
        } else if (System.nanoTime() - lastNs >= INTERVAL_NS) {
            lastNs = System.nanoTime();
            final double seconds = (lastNs - startNs) / 1e9;
            out.printf(
                    Locale.ROOT,
                    "  %,d of about %,d rows (%d %%), %,.0f rows/s, at %s%s%n",
                    rows,
                    Math.max(aboutRows, rows),
                    rows * 100 / Math.max(1, Math.max(aboutRows, rows)),
                    rows / seconds,
                    table.name(Side.LEFT),
                    details);
            out.flush();
        }
    }

    long rows() {
        return rows;
    }

    double seconds() {
        return (System.nanoTime() - startNs) / 1e9;
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
