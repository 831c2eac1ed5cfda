// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.monitor;

import io.tidemark.pipeline.PipelineStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last two minutes, second by second, and what only a series tells. One thread looks; any thread reads. */
final class History {
    static final int SECONDS = 120;

    /** Over how many seconds the current rate is taken: one batch more or less must not make it jump. */
    private static final int RATE_OVER = 5;

    private static final double NS_PER_S = 1e9;

    private final Deque<Long> perSecond = new ArrayDeque<>();
    private final Deque<Long> lag = new ArrayDeque<>();
    private long lastRows;
    private long lastNs;
    private long lastEvents;
    private long lastEventNs;

    History(final long nowNs) {
        lastNs = nowNs;
        lastEventNs = nowNs;
    }

    /** @param lagSeconds null if it is not known. */
    synchronized void look(final long nowNs, final PipelineStatus status, final long events, final Long lagSeconds) {
        final double seconds = Math.max(1, nowNs - lastNs) / NS_PER_S;
        add(perSecond, Math.round((status.rowsApplied() - lastRows) / seconds));
        add(lag, lagSeconds == null ? -1 : lagSeconds);
        lastRows = status.rowsApplied();
        lastNs = nowNs;
        if (events != lastEvents || status.sourceStall().isPresent()) {
            lastEvents = events;
            lastEventNs = nowNs;
        }
    }

    private static void add(final Deque<Long> series, final long value) {
        if (series.size() == SECONDS) {
            series.removeFirst();
        }
        series.addLast(value);
    }

    synchronized RunPicture.Rows rows(final long applied, final long uptimeNs) {
        final List<Long> rates = List.copyOf(perSecond);
        final List<Long> lags = new ArrayList<>();
        lag.forEach(value -> lags.add(value < 0 ? null : value));
        final List<Long> recent = rates.subList(Math.max(0, rates.size() - RATE_OVER), rates.size());
        return new RunPicture.Rows(
                applied,
                Math.round(recent.stream().mapToLong(rate -> rate).average().orElse(0)),
                Math.round(applied * NS_PER_S / Math.max(1, uptimeNs)),
                rates,
                lags);
    }

    /** For how long nothing has come from the source although it was waited for. */
    synchronized long silentNs(final long nowNs) {
        return nowNs - lastEventNs;
    }
}
