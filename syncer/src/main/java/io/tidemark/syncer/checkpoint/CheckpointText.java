// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.checkpoint;

import io.tidemark.core.location.Location;
import io.tidemark.core.store.TablePoint;
import io.tidemark.syncer.task.Task;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A checkpoint for people to read. */
public final class CheckpointText {
    private CheckpointText() {}

    /**
     * Prints it.
     *
     * @param task  whose it is.
     * @param state what there is.
     * @param out   where to.
     */
    public static void print(final Task task, final CheckpointState state, final PrintWriter out) {
        out.printf("task %s, source %s, %s%n", task.name(), task.source().id(), state.tableName());
        final Optional<Location> at = state.stored().global().map(point -> point.location());
        line(out, "global point", at.map(Location::toString).orElse("none: the next run is a first one"));
        line(out, "safe-mode exit", exit(state));
        line(out, "last flush", lastFlush(state));
        line(out, "runs", runs(state));
        line(
                out,
                "DDL",
                state.records().ddlUnderWay().map(CheckpointText::shortened).orElse("none under way"));
        if (state.records().ddlRules() > 0) {
            line(out, "decided DDL", state.records().ddlRules() + ", skip-ddl --list shows them");
        }
        line(out, "process", state.worker().orElse("none"));
        if (!state.stored().tables().isEmpty()) {
            out.println();
            tables(out, state.stored().tables());
        }
        out.flush();
    }

    private static String exit(final CheckpointState state) {
        final Optional<Location> exit = state.stored().global().flatMap(point -> point.safeModeExit());
        if (exit.isEmpty()) {
            return "none";
        }
        final boolean clean = exit.equals(state.stored().global().map(point -> point.location()));
        return exit.get() + (clean ? " (ended cleanly: nothing beyond is applied)" : "");
    }

    private static String lastFlush(final CheckpointState state) {
        if (state.records().flushed().isEmpty()) {
            return "not known: no exactly-once run has flushed";
        }
        return state.movedByOthers()
                ? "at " + state.records().flushed().get().location() + ": moved by others since"
                : "as Tidemark left it";
    }

    private static String runs(final CheckpointState state) {
        final long runs = state.records().runs();
        if (runs == 0) {
            return "none left behind";
        }
        return state.worker().isPresent()
                ? runs + " at work or left behind"
                : runs + " left behind by a crash, the next skips what they applied";
    }

    private static void line(final PrintWriter out, final String title, final String text) {
        out.printf("%-16s %s%n", title, text);
    }

    private static void tables(final PrintWriter out, final List<TablePoint> points) {
        final List<TablePoint> sorted = points.stream()
                .sorted(Comparator.comparing(point -> point.table().toString()))
                .toList();
        final int width = sorted.stream()
                .mapToInt(point -> point.table().toString().length())
                .max()
                .orElse(0);
        out.printf("%-" + width + "s  %-10s  %s%n", "table", "structure", "point");
        for (final TablePoint point : sorted) {
            final String structure = point.structure()
                    .map(known -> known.columns().size() + " columns")
                    .orElse("-");
            out.printf("%-" + width + "s  %-10s  %s%n", point.table(), structure, point.location());
        }
    }

    private static String shortened(final String sql) {
        final String line = sql.replaceAll("\\s+", " ").strip();
        return "under way: " + (line.length() > 80 ? line.substring(0, 80) + "..." : line);
    }
}
