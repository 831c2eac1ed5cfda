// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.torture;

import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how a campaign is doing: a live bar on a terminal, a line every five seconds elsewhere. One thread. */
final class TortureDisplay implements AutoCloseable {
    private static final long PLAIN_INTERVAL_NS = 5_000_000_000L;
    private static final int BAR_INTERVAL_MS = 200;

    private final PrintStream out;
    private final TortureOptions options;
    private ProgressBar bar;
    private long lastPlainNs = System.nanoTime();

    TortureDisplay(final PrintStream out, final TortureOptions options) {
        this.out = out;
        this.options = options;
    }

    /** A line of its own. */
    void say(final String text) {
        close();
        out.println(text);
        out.flush();
    }

    void progress(final Account account, final Recoveries recoveries) {
        final int kills = account.counts().kills();
        if (options.terminal()) {
            if (bar == null) {
                bar = new ProgressBarBuilder()
                        .setTaskName("kills")
                        .setInitialMax(options.kills())
                        .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                        .setUpdateIntervalMillis(BAR_INTERVAL_MS)
                        .build();
            }
            bar.stepTo(Math.min(kills, options.kills()));
            bar.setExtraMessage(details(account, recoveries));
        } else if (System.nanoTime() - lastPlainNs >= PLAIN_INTERVAL_NS) {
            lastPlainNs = System.nanoTime();
            out.println("  kills " + kills + " of " + options.kills() + "  " + details(account, recoveries));
            out.flush();
        }
    }

    private static String details(final Account account, final Recoveries recoveries) {
        return String.format(
                Locale.ROOT,
                "(%d downstream)  transactions %,d  claims checked %,d, violated %d  witness %,d, lost %d"
                        + "  recovery p50 %.1f s",
                account.counts().downstreamKills(),
                account.transactions(),
                account.claims(),
                account.violations().size(),
                account.witnessed(),
                account.witnessLost(),
                recoveries.seconds(0.5));
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
