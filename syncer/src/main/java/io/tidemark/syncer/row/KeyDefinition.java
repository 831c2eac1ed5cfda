// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.row;

import io.tidemark.syncer.row.UniqueIndex.Part;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a table's causality keys are computed from, in words. As long as the words are the same, so are the keys of a row;
 * {@link CausalityKeys} must use nothing of a structure that is not in them.
 */
final class KeyDefinition {
    /** What servers called it before MySQL 8.0.30 and MariaDB 10.6: an upgrade must not look like another collation. */
    private static final String OLD_UTF8 = "utf8_";

    private static final String NEW_UTF8 = "utf8mb3_";

    private KeyDefinition() {}

    static String of(final TableStructure structure) {
        final List<Column> columns = structure.columns();
        final StringBuilder words = new StringBuilder();
        for (final UniqueIndex index : structure.uniqueIndexes()) {
            words.append(words.isEmpty() ? "" : ", ").append(index(index, columns));
        }
        if (structure.identityIndex() < 0) {
            // then a row is told by all of its values
            words.append(words.isEmpty() ? "no key of " : ", no key without NULLs of ")
                    .append(columns.stream()
                            .filter(column -> column.type() != ColumnType.JSON && !column.isGenerated())
                            .map(KeyDefinition::column)
                            .collect(Collectors.joining(", ", "(", ")")));
        }
        for (final ReferenceKey reference : structure.references()) {
            words.append(", references ").append(reference(reference, columns));
        }
        return words.toString();
    }

    private static String reference(final ReferenceKey reference, final List<Column> columns) {
        return reference.parent() + reference.parentColumns().toString() + " by "
                + reference.columns().stream()
                        .map(place -> column(columns.get(place)))
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String index(final UniqueIndex index, final List<Column> columns) {
        final String parts = index.parts().stream()
                .map(part -> column(columns.get(part.column())) + prefix(part))
                .collect(Collectors.joining(", ", "(", ")"));
        return (index.name().equals("PRIMARY") ? "primary key " : "unique ")
                + (index.computable() ? parts : "of an expression")
                + (index.nullable() ? " with NULLs" : "");
    }

    private static String prefix(final Part part) {
        return part.prefix() == 0 ? "" : "/" + part.prefix();
    }

    private static String column(final Column column) {
        return column.quoted()
                + ' '
                + switch (column.type()) {
                    case TEXT ->
                        column.collation().startsWith(OLD_UTF8)
                                ? NEW_UTF8 + column.collation().substring(OLD_UTF8.length())
                                : column.collation();
                    // to be made wider changes no number
                    case INTEGER -> "integer";
                    default -> {
                        final String type = column.type().name().toLowerCase(Locale.ROOT);
                        yield column.bytes() == 0 ? type : type + '(' + column.bytes() + ')';
                    }
                };
    }
}
