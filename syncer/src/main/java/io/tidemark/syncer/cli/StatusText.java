// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.syncer.monitor.LastKnown;
import io.tidemark.syncer.task.Task;
import java.util.List;
import java.util.Locale;

/** A status for people to read. */
final class StatusText {
    private static final List<String> POINTS = List.of("flushed", "applied", "received", "upstream");
    private static final int NOTES_SHOWN = 5;
    private static final String LINE = "%-12s %s\n";
    private static final double BYTES_PER_MIB = 1 << 20;

    private StatusText() {}

    /** @param run what is under {@code tidemark} in the JSON. */
    static String of(final JsonNode run) {
        final StringBuilder text = new StringBuilder();
        add(
                text,
                "task %s, source %s: %s, %s\n",
                run.path("task").asText(),
                run.path("source").asText(),
                run.path("state").asText(),
                run.at("/health/ok").asBoolean()
                        ? "healthy"
                        : "NOT HEALTHY: " + run.at("/health/reason").asText());
        add(
                text,
                "%s -> %s, %s, %s flush each %s, up for %s\n\n",
                run.at("/settings/upstream").asText(),
                run.at("/settings/downstream").asText(),
                run.at("/settings/delivery").asText(),
                run.at("/settings/flushMode").asText(),
                Durations.text(run.at("/settings/flushIntervalSeconds")),
                Durations.text(run.path("uptimeSeconds")));
        addPoints(text, run.path("points"));
        addLines(text, run);
        addWorkers(text, run);
        addNotes(text, run.path("notes"));
        return trimmed(text);
    }

    private static String trimmed(final StringBuilder text) {
        return text.toString().replaceAll(" +\\n", "\n");
    }

    private static void addPoints(final StringBuilder text, final JsonNode points) {
        int widest = "position".length();
        for (final String name : POINTS) {
            widest = Math.max(
                    widest, points.at('/' + name + "/position").asText().length());
        }
        final String line = "%-12s %-10s  %-" + widest + "s  %s\n";
        add(text, line, "point", "behind", "position", "GTIDs");
        for (final String name : POINTS) {
            final JsonNode point = points.path(name);
            add(
                    text,
                    line,
                    name,
                    "upstream".equals(name) ? "" : Durations.text(point.path("behindSeconds")),
                    point.path("position").asText("-"),
                    point.path("gtids").asText(""));
        }
        add(text, "\n");
    }

    private static void addLines(final StringBuilder text, final JsonNode run) {
        add(
                text,
                LINE,
                "rows",
                String.format(
                        Locale.ROOT,
                        "%,d applied, %,d/s now, %,d/s on average",
                        run.at("/rows/applied").asLong(),
                        run.at("/rows/perSecond").asLong(),
                        run.at("/rows/totalPerSecond").asLong()));
        add(text, LINE, "lag", Durations.text(run.path("lagSeconds")));
        add(
                text,
                LINE,
                "in flight",
                String.format(
                        Locale.ROOT,
                        "%,d jobs, %,.1f MiB",
                        run.at("/jobs/inFlight").asLong(),
                        run.at("/jobs/bytesInFlight").asLong() / BYTES_PER_MIB));
        add(
                text,
                LINE,
                "flushes",
                String.format(
                        Locale.ROOT,
                        "%,d, %,d failed writes, not flushed for %s",
                        run.at("/flush/count").asLong(),
                        run.at("/flush/failures").asLong(),
                        Durations.text(run.at("/flush/unflushedSeconds"))));
        add(
                text,
                LINE,
                "causality",
                String.format(
                        Locale.ROOT,
                        "%,d maps, %,d keys, %,d conflicts",
                        run.at("/causality/maps").asLong(),
                        run.at("/causality/keys").asLong(),
                        run.at("/jobs/conflicts").asLong()));
        add(text, LINE, "source", reading(run.path("reading")));
        add(
                text,
                LINE,
                "faults",
                String.format(
                        Locale.ROOT,
                        "%,d retries, %,d reconnects%s",
                        run.path("retries").asLong(),
                        run.path("reconnects").asLong(),
                        torn(run.path("tornTransactions").asLong())));
        add(text, "\n");
    }

    private static String torn(final long transactions) {
        return transactions == 0 ? "" : String.format(Locale.ROOT, ", %,d torn transactions", transactions);
    }

    private static String reading(final JsonNode reading) {
        if (reading.hasNonNull("stall")) {
            return "waits: " + reading.path("stall").asText().replace('_', ' ') + ", for "
                    + Durations.text(reading.path("stallSeconds"));
        }
        if (reading.hasNonNull("statement")) {
            return "at the statement before " + reading.path("statement").asText() + ", for "
                    + Durations.text(reading.path("statementSeconds"));
        }
        return String.format(
                Locale.ROOT, "%,d events read", reading.path("events").asLong());
    }

    private static void addWorkers(final StringBuilder text, final JsonNode run) {
        final long low = run.at("/jobs/lowWatermark").asLong();
        add(text, "%-12s %14s  %12s  %s\n", "worker", "ahead of low", "rows", "doing");
        int number = 0;
        for (final JsonNode worker : run.path("workers")) {
            final String doing = worker.hasNonNull("waitsFor")
                    ? "waits for " + worker.path("waitsFor").asInt() + ", for "
                            + Durations.text(worker.path("waitingSeconds"))
                    : worker.hasNonNull("executingSeconds")
                            ? "at a batch, for " + Durations.text(worker.path("executingSeconds"))
                            : "";
            add(
                    text,
                    "%-12d %,14d  %,12d  %s\n",
                    number,
                    Math.max(0, worker.path("watermark").asLong() - low),
                    worker.path("rows").asLong(),
                    doing);
            number++;
        }
    }

    private static void addNotes(final StringBuilder text, final JsonNode notes) {
        if (notes.isEmpty()) {
            return;
        }
        add(text, "\nlast warnings and errors\n");
        for (int i = Math.max(0, notes.size() - NOTES_SHOWN); i < notes.size(); i++) {
            final JsonNode note = notes.get(i);
            add(
                    text,
                    "%s %-5s %s\n",
                    note.path("at").asText(),
                    note.path("level").asText(),
                    note.path("text").asText());
        }
    }

    /** @param nobody why the process can't be asked. */
    static String of(final Task task, final String nobody, final LastKnown known) {
        final StringBuilder text = new StringBuilder();
        add(text, "task %s, source %s: %s\n", task.name(), task.source().id(), nobody);
        add(text, "what the downstream %s holds:\n\n", task.target());
        if (known.flushed() == null) {
            add(text, LINE, "checkpoint", "none: the task has not begun");
        } else {
            add(text, LINE, "flushed", known.flushed() + (known.gtids() == null ? "" : "  " + known.gtids()));
            add(text, LINE, "written", known.flushedAt() + " UTC");
            add(text, LINE, "safe mode", known.safeModeExit() == null ? "-" : "up to " + known.safeModeExit());
            add(text, LINE, "tables", Long.toString(known.tablePoints()));
        }
        add(
                text,
                LINE,
                "lease",
                known.holder() == null
                        ? "nobody has taken it"
                        : known.holder() + " since " + known.heldSince() + " UTC, "
                                + (known.working()
                                        ? "which works on it"
                                        : "whose session is gone: nobody works on it"));
        return trimmed(text);
    }

    private static void add(final StringBuilder text, final String format, final Object... values) {
        text.append(String.format(Locale.ROOT, format, values));
    }
}
