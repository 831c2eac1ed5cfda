// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.monitor;

import java.util.List;

/**
 * A running task at one moment, as it is shown as JSON. Times are in seconds; what is unknown or not going on is null.
 *
 * @param task          its name.
 * @param source        the source's id.
 * @param version       of the program.
 * @param state         starting, running, paused, stopping, stopped, closed or failed.
 * @param uptimeSeconds since the process began to work on it.
 * @param health        whether somebody has to look after it.
 * @param failure       why it has failed.
 * @param settings      what it was asked for.
 * @param lagSeconds    by how much applied changes are behind the upstream.
 * @param rows          row changes.
 * @param points        flushed, applied, received, and the upstream's end.
 * @param flush         the checkpoint.
 * @param jobs          what is in the pipeline.
 * @param causality     what conflict detection holds.
 * @param workers       one a worker.
 * @param reading       the source.
 * @param retries       batches that were repeated.
 * @param reconnects    how often a lost upstream was found again.
 * @param tornTransactions transactions that were too large to be kept whole, though the task wants that.
 * @param notes         the last warnings and errors, the newest last.
 */
public record RunPicture(
        String task,
        String source,
        String version,
        String state,
        long uptimeSeconds,
        Health health,
        String failure,
        Settings settings,
        Long lagSeconds,
        Rows rows,
        Points points,
        Flush flush,
        Jobs jobs,
        Causality causality,
        List<Worker> workers,
        Reading reading,
        long retries,
        long reconnects,
        long tornTransactions,
        List<Note> notes) {
    /** Lists are copied. */
    public RunPicture {
        workers = List.copyOf(workers);
        notes = List.copyOf(notes);
    }

    /**
     * A verdict.
     *
     * @param ok     whether all is well; a pause is.
     * @param reason in words.
     */
    public record Health(boolean ok, String reason) {}

    /**
     * What was asked for.
     *
     * @param upstream             host and port.
     * @param downstream           host and port.
     * @param delivery             exactly-once or at-least-once.
     * @param flushMode            async or sync.
     * @param flushIntervalSeconds between two flushes.
     */
    public record Settings(
            String upstream, String downstream, String delivery, String flushMode, double flushIntervalSeconds) {}

    /**
     * Row changes.
     *
     * @param applied          since the start of the process.
     * @param perSecond        of late.
     * @param totalPerSecond   on the average.
     * @param perSecondHistory each second's, the newest last.
     * @param lagHistory       each second's lag, the newest last; null where it was not known.
     */
    public record Rows(
            long applied, long perSecond, long totalPerSecond, List<Long> perSecondHistory, List<Long> lagHistory) {}

    /**
     * One place in the source's stream.
     *
     * @param position      file and offset.
     * @param gtids         the GTIDs up to there; empty if there are none.
     * @param behindSeconds how old the oldest change behind it is, by the upstream's clock; 0 if there is none.
     */
    public record Point(String position, String gtids, Long behindSeconds) {}

    /**
     * How far things are.
     *
     * @param upstream           the end of its binlogs.
     * @param upstreamAgeSeconds how long ago it was asked.
     * @param received           everything before it was handed in.
     * @param applied            everything before it is in the downstream.
     * @param flushed            everything before it is claimed durably.
     * @param synced             whether all of the upstream is applied.
     */
    public record Points(
            Point upstream, long upstreamAgeSeconds, Point received, Point applied, Point flushed, boolean synced) {}

    /**
     * The checkpoint.
     *
     * @param count            flushes written.
     * @param failures         writes that failed and were tried again.
     * @param ageSeconds       since the flushed points have moved.
     * @param unflushedSeconds since when something is applied and not claimed.
     * @param writeSeconds     since when a write has been going on.
     */
    public record Flush(long count, long failures, double ageSeconds, double unflushedSeconds, double writeSeconds) {}

    /**
     * What is in the pipeline.
     *
     * @param dispatched      the last sequence that was handed in.
     * @param lowWatermark    everything up to this sequence is applied.
     * @param inFlight        between the two.
     * @param bytesInFlight   of their payloads.
     * @param standingSeconds since when the low watermark stands still although jobs are in flight.
     * @param conflicts       changes that had a worker to wait for.
     */
    public record Jobs(
            long dispatched,
            long lowWatermark,
            long inFlight,
            long bytesInFlight,
            double standingSeconds,
            long conflicts) {}

    /**
     * What conflict detection holds.
     *
     * @param maps that hold keys.
     * @param keys in them.
     */
    public record Causality(long maps, long keys) {}

    /**
     * A worker.
     *
     * @param watermark        everything of its own up to this sequence is applied.
     * @param rows             row changes applied since the start.
     * @param executingSeconds since when it has been at a batch.
     * @param waitsFor         the worker that it waits for.
     * @param waitingSeconds   since when.
     */
    public record Worker(long watermark, long rows, Double executingSeconds, Integer waitsFor, Double waitingSeconds) {}

    /**
     * The source.
     *
     * @param events       read since the start.
     * @param silentSeconds since when nothing has come, not even a heartbeat, although it was waited for.
     * @param stall        what it waits for.
     * @param stallSeconds since when.
     * @param statement    where the statement stands that everything waits for.
     * @param statementSeconds since when.
     * @param waits        all waits so far, one a cause.
     */
    public record Reading(
            long events,
            long silentSeconds,
            String stall,
            Double stallSeconds,
            String statement,
            Double statementSeconds,
            List<Wait> waits) {}

    /**
     * Waits of one cause.
     *
     * @param cause   why.
     * @param count   how many are over.
     * @param seconds how long they were in all, the one that goes on included.
     */
    public record Wait(String cause, long count, double seconds) {}

    /**
     * A line of the log.
     *
     * @param at    when, in UTC.
     * @param level WARN or ERROR.
     * @param where who says so.
     * @param text  what.
     */
    public record Note(String at, String level, String where, String text) {}
}
