// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import io.tidemark.core.schema.TableId;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which tables an operator wants: patterns of {@code schema.table} in which * stands for any text and ? for one character. */
final class TableChoice {
    private final List<Pattern> patterns;

    /** Without any pattern all tables are wanted. */
    TableChoice(final Collection<String> patterns) {
        this.patterns = patterns.stream().map(TableChoice::compiled).toList();
    }

    private static Pattern compiled(final String pattern) {
        return Pattern.compile(pattern.strip()
                .codePoints()
                .mapToObj(character -> switch (character) {
                    case '*' -> ".*";
                    case '?' -> ".";
                    default -> Pattern.quote(Character.toString(character));
                })
                .collect(Collectors.joining()));
    }

    /** Whether only some tables are wanted. */
    boolean isByName() {
        return !patterns.isEmpty();
    }

    boolean has(final TableId table) {
        final String name = table.schema() + '.' + table.table();
        return patterns.isEmpty()
                || patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }
}
