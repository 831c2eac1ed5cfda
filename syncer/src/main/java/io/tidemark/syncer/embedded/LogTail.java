// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.embedded;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the end of a program's output says, in one line. */
final class LogTail {
    private static final int LINES = 5;

    private LogTail() {}

    /** The last errors, or where there are none, the last lines. */
    static String of(final List<String> log) {
        final List<String> lines = log.stream().filter(line -> !line.isBlank()).toList();
        final List<String> errors = lines.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).contains("error"))
                .toList();
        final List<String> telling = errors.isEmpty() ? lines : errors;
        return telling.stream()
                .skip(Math.max(0, telling.size() - LINES))
                .map(String::strip)
                .collect(Collectors.joining(" | "));
    }
}
