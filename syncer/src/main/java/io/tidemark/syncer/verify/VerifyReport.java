// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The result of a verification.
 *
 * @param task    the task's name.
 * @param equal   whether nothing was found to be different.
 * @param rows    compared, of the larger side of each chunk.
 * @param seconds that it took this process.
 * @param tables  a result each.
 */
record VerifyReport(String task, boolean equal, long rows, double seconds, List<TableResult> tables) {
    private static final ObjectMapper JSON = new ObjectMapper();

    VerifyReport {
        tables = List.copyOf(tables);
    }

    static VerifyReport of(final String task, final long rows, final double seconds, final List<TableResult> tables) {
        return new VerifyReport(
                task,
                tables.stream().noneMatch(table -> table.verdict().isBad()),
                rows,
                Math.round(seconds * 1000) / 1000.0,
                tables);
    }

    /** One line. */
    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (final JsonProcessingException e) {
            throw new IllegalStateException("the result has no JSON", e);
        }
    }

    /** What is to be said of one table: a line, and more where there is more to say. */
    static List<String> lines(final TableResult table) {
        final List<String> lines = new ArrayList<>();
        final String name =
                table.table().equals(table.target()) ? table.table() : table.table() + " -> " + table.target();
        final String counts = table.rows() == table.targetRows()
                ? String.format(Locale.ROOT, "%,d rows", table.rows())
                : String.format(Locale.ROOT, "%,d rows upstream, %,d downstream", table.rows(), table.targetRows());
        lines.add(String.format(
                Locale.ROOT,
                "%-32s %s%s",
                name,
                table.verdict(),
                table.chunks() == 0 ? "" : String.format(Locale.ROOT, ", %s, chunks %,d", counts, table.chunks())));
        table.structure().forEach(line -> lines.add("    " + line));
        table.notes().forEach(line -> lines.add("    note: " + line));
        if (table.unsettled() > 0) {
            lines.add(String.format(
                    Locale.ROOT,
                    "    note: %,d rows changed from look to look: nothing can be said of them",
                    table.unsettled()));
        }
        table.differences().forEach(row -> lines.add("    " + row));
        final long found = table.missing() + table.extra() + table.differing();
        if (found > table.differences().size()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "    in all: %,d missing downstream, %,d downstream only, %,d differ",
                    table.missing(),
                    table.extra(),
                    table.differing()));
        }
        return lines;
    }

    /** The last line. */
    String summary() {
        final long unequal =
                tables.stream().filter(table -> table.verdict().isBad()).count();
        final long leftOut = tables.stream()
                .filter(table -> table.verdict() == Verdict.LEFT_OUT)
                .count();
        final long compared = tables.size() - leftOut;
        final long unsettled = tables.stream().mapToLong(TableResult::unsettled).sum();
        return String.format(
                Locale.ROOT,
                "%s%s%s: %,d rows compared in %.1f s",
                equal ? "all " + compared + " tables are equal" : unequal + " of " + compared + " tables differ",
                leftOut == 0 ? "" : ", " + leftOut + " left out",
                unsettled == 0
                        ? ""
                        : String.format(Locale.ROOT, ", but for %,d rows that did not hold still", unsettled),
                rows,
                seconds);
    }
}
