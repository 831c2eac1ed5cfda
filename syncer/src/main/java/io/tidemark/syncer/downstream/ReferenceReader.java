// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.row.Column;
import io.tidemark.syncer.row.ReferenceKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads which foreign keys a table has, and which columns of it are referenced by some, itself included. */
final class ReferenceReader {
    /** Own column, then the parent and its column; a constraint's name need not be unique beyond its table. */
    private static final String OF_CHILD = "SELECT COLUMN_NAME, REFERENCED_TABLE_SCHEMA, REFERENCED_TABLE_NAME,"
            + " REFERENCED_COLUMN_NAME, CONSTRAINT_SCHEMA, TABLE_NAME, CONSTRAINT_NAME"
            + " FROM information_schema.KEY_COLUMN_USAGE"
            + " WHERE REFERENCED_TABLE_NAME IS NOT NULL AND TABLE_SCHEMA = ? AND TABLE_NAME = ?"
            + " ORDER BY CONSTRAINT_NAME, ORDINAL_POSITION";

    private static final String OF_PARENT = "SELECT REFERENCED_COLUMN_NAME, REFERENCED_TABLE_SCHEMA,"
            + " REFERENCED_TABLE_NAME, REFERENCED_COLUMN_NAME, CONSTRAINT_SCHEMA, TABLE_NAME, CONSTRAINT_NAME"
            + " FROM information_schema.KEY_COLUMN_USAGE"
            + " WHERE REFERENCED_TABLE_SCHEMA = ? AND REFERENCED_TABLE_NAME = ?"
            + " ORDER BY CONSTRAINT_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION";

    private record Constraint(TableId table, String name) {}

    private static final class Builder {
        private final TableId parent;
        private final List<String> parentColumns = new ArrayList<>();
        private final List<Integer> columns = new ArrayList<>();

        Builder(final TableId parent) {
            this.parent = parent;
        }

        ReferenceKey build() {
            return new ReferenceKey(parent, parentColumns, columns);
        }
    }

    private ReferenceReader() {}

    /** Many foreign keys may reference the same columns; those of a parent are said once. */
    static List<ReferenceKey> read(final Connection connection, final TableId table, final List<Column> columns)
            throws SQLException {
        final Set<ReferenceKey> references = new LinkedHashSet<>(read(connection, OF_CHILD, table, columns));
        references.addAll(read(connection, OF_PARENT, table, columns));
        return List.copyOf(references);
    }

    private static List<ReferenceKey> read(
            final Connection connection, final String sql, final TableId table, final List<Column> columns)
            throws SQLException {
        final Map<Constraint, Builder> builders = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, table.schema());
            statement.setString(2, table.table());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    final TableId parent = TableId.of(rows.getString(2), rows.getString(3));
                    final Constraint constraint =
                            new Constraint(TableId.of(rows.getString(5), rows.getString(6)), rows.getString(7));
                    final Builder builder = builders.computeIfAbsent(constraint, name -> new Builder(parent));
                    builder.parentColumns.add(rows.getString(4));
                    builder.columns.add(placeOf(rows.getString(1), columns));
                }
            }
        }
        return builders.values().stream().map(Builder::build).toList();
    }

    private static int placeOf(final String name, final List<Column> columns) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equalsIgnoreCase(name)) {
                return i;
            }
        }
        throw new IllegalStateException("a foreign key is over column `" + name + "`, which its table does not have");
    }
}
