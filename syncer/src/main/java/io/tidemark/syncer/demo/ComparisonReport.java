package io.tidemark.syncer.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A comparison for people to read. */
public final class ComparisonReport {
    private static final List<String> TITLES =
            List.of("table", "rows left", "rows right", "checksum left", "checksum right", "");
    private static final List<Boolean> NUMBERS = List.of(false, true, true, false, false, false);

    private ComparisonReport() {}

    /**
     * Lays the results out in aligned columns.
     *
     * @param tables the results.
     * @return a line of titles and a line for each table, each with a line break at its end.
     */
    public static String of(final List<ComparedTable> tables) {
        final List<List<String>> lines = new ArrayList<>();
        lines.add(TITLES);
        for (final ComparedTable table : tables) {
            lines.add(List.of(
                    table.table().schema() + '.' + table.table().table(),
                    rows(table.left()),
                    rows(table.right()),
                    checksum(table.left()),
                    checksum(table.right()),
                    table.verdict()));
        }
        final int[] widths = IntStream.range(0, TITLES.size())
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return lines.stream()
                .map(line -> IntStream.range(0, widths.length)
                        .mapToObj(column -> aligned(line.get(column), widths[column], NUMBERS.get(column)))
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String rows(final Optional<TableDigest> digest) {
        return digest.map(known -> Long.toString(known.rows())).orElse("-");
    }

    private static String checksum(final Optional<TableDigest> digest) {
        return digest.map(TableDigest::checksum).orElse("-");
    }

    private static String aligned(final String text, final int width, final boolean toTheRight) {
        final String space = " ".repeat(width - text.length());
        return toTheRight ? space + text : text + space;
    }
}
