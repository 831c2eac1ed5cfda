// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.task;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The tables of keys in {@code docs/task-file.md}. */
final class TaskFilePage {
    private static final Path PAGE = Path.of("..", "docs", "task-file.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern LINK = Pattern.compile("\\[(.*)]\\(#[^)]*\\)");
    private static final String KEYS = "## Keys";
    private static final String KEYS_OF_DM = "### Keys of DM that are not supported";

    private final List<String> lines;

    private TaskFilePage(final List<String> lines) {
        this.lines = lines;
    }

    /**
     * A key with what the page says of it.
     *
     * @param section the heading of its table.
     * @param key     its name.
     * @param allowed the text of the column.
     * @param value   the text of the column with the default.
     */
    record Documented(String section, String key, String allowed, String value) {
        boolean isRequired() {
            return value.equals("required");
        }

        /** The default as it would be written in a file. */
        Optional<String> fallback() {
            return codes(value).stream().findFirst();
        }
    }

    static TaskFilePage read() throws IOException {
        return new TaskFilePage(Files.readAllLines(PAGE));
    }

    /** All keys that can be used, in the page's order. */
    List<Documented> keys() {
        final List<Documented> keys = new ArrayList<>();
        String section = "";
        for (final String line : below(KEYS, "## ")) {
            if (line.startsWith("### ")) {
                section = line.substring("### ".length());
            }
            for (final String key : codes(cell(line, 0))) {
                keys.add(new Documented(section, key, cell(line, 1), cell(line, 2)));
            }
        }
        return keys;
    }

    /** The keys of DM that can't be used, by section, sorted. */
    Map<String, List<String>> keysOfDm() {
        final Map<String, List<String>> keys = new TreeMap<>();
        String section = "";
        for (final String line : below(KEYS_OF_DM, "#")) {
            final Matcher link = LINK.matcher(cell(line, 0));
            if (link.matches()) {
                section = link.group(1);
            }
            for (final String key : codes(cell(line, 1))) {
                keys.computeIfAbsent(section, name -> new ArrayList<>()).add(key);
            }
        }
        keys.values().forEach(names -> names.sort(null));
        return keys;
    }

    private List<String> below(final String heading, final String end) {
        return lines.stream()
                .dropWhile(line -> !line.equals(heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith(end))
                .toList();
    }

    /** A cell of a table's row; empty if the line is none. */
    private static String cell(final String line, final int column) {
        final String[] cells = line.split("\\|", -1);
        return line.startsWith("| ") && cells.length > column + 2 ? cells[column + 1].strip() : "";
    }

    private static List<String> codes(final String text) {
        return CODE.matcher(text).results().map(code -> code.group(1)).collect(Collectors.toList());
    }
}
