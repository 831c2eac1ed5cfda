// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A row that is different.
 *
 * @param kind    in which way.
 * @param key     the key's columns with their values, binary ones in hexadecimal; empty for a table without a key.
 * @param columns whose values differ, where both sides have the row.
 */
record RowDifference(Kind kind, Map<String, String> key, List<String> columns) {
    /** In which way a row differs. */
    enum Kind {
        /** The downstream lacks it. */
        @JsonProperty("missing")
        MISSING("missing downstream"),
        /** Only the downstream has it. */
        @JsonProperty("extra")
        EXTRA("downstream only"),
        /** Both have it, with other values. */
        @JsonProperty("differs")
        DIFFERS("differs");

        private final String text;

        Kind(final String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    RowDifference {
        columns = List.copyOf(columns);
    }

    @Override
    public String toString() {
        final String row = key.entrySet().stream()
                .map(column -> column.getKey() + '=' + column.getValue())
                .collect(Collectors.joining(", "));
        return kind + ": " + (row.isEmpty() ? "the table as a whole" : row)
                + (columns.isEmpty() ? "" : "  (" + String.join(", ", columns) + ')');
    }
}
