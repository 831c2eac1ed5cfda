// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the checkpoint table of an older version to the layout that is read and written now.
 *
 * <p>Everything is looked at before anything is altered, so a table that can't be used stays as it is. Each step may be
 * the last one before a crash, or be made by two processes at once: the next start goes on where it ended.
 */
final class LayoutUpgrade {
    private static final Logger LOGGER = LoggerFactory.getLogger(LayoutUpgrade.class);

    private static final Set<String> KEY = Set.of("id", "cp_schema", "cp_table");

    private final CheckpointTable table;
    private final Statement statement;

    LayoutUpgrade(final CheckpointTable table, final Statement statement) {
        this.table = table;
        this.statement = statement;
    }

    /** A column as the server describes it. */
    private record Found(String type, boolean nullable, boolean canBeOmitted) {}

    /**
     * Looks at the table, and alters it if something lacks.
     *
     * @throws SQLException             if there is no such table, or the server refuses.
     * @throws CheckpointStoreException if the table has columns that can't be used.
     */
    void run() throws SQLException {
        final Map<String, Found> columns = columns();
        for (final CheckpointColumn column : CheckpointColumn.values()) {
            requireUsable(column, columns.get(column.columnName()));
        }
        requireNoOtherMandatory(columns);
        requireKey();
        CheckpointColumn before = CheckpointColumn.ID;
        for (final CheckpointColumn column : CheckpointColumn.values()) {
            final Found found = columns.get(column.columnName());
            if (found == null) {
                alter(table.addColumn(column, before));
            } else if (column.canBeWidened(found.type())) {
                alter(table.modifyColumn(column));
            }
            before = column;
        }
        final Found structure = columns.get(CheckpointColumn.TABLE_INFO.columnName());
        if (structure == null || structure.nullable()) {
            statement.executeUpdate(table.fillStructures());
            alter(table.modifyColumn(CheckpointColumn.TABLE_INFO));
        }
    }

    private Map<String, Found> columns() throws SQLException {
        final Map<String, Found> columns = new LinkedHashMap<>();
        try (ResultSet rows = statement.executeQuery("SHOW COLUMNS FROM " + table)) {
            while (rows.next()) {
                final boolean nullable = rows.getString("Null").equalsIgnoreCase("YES");
                final String extra = String.valueOf(rows.getString("Extra")).toLowerCase(Locale.ROOT);
                final boolean filledByServer = rows.getString("Default") != null
                        || extra.contains("auto_increment")
                        || extra.contains("generated");
                columns.put(
                        rows.getString("Field").toLowerCase(Locale.ROOT),
                        new Found(rows.getString("Type"), nullable, nullable || filledByServer));
            }
        }
        return columns;
    }

    private void requireUsable(final CheckpointColumn column, final Found found) {
        if (found == null) {
            if (!column.canBeAdded()) {
                throw unusable("it has no column '" + column.columnName() + "'");
            }
        } else if (!column.fits(found.type()) && !column.canBeWidened(found.type())) {
            throw unusable("its column '" + column.columnName() + "' is " + found.type() + ", and must be "
                    + column.definition());
        }
    }

    private void requireNoOtherMandatory(final Map<String, Found> columns) {
        final Set<String> known = new HashSet<>();
        for (final CheckpointColumn column : CheckpointColumn.values()) {
            known.add(column.columnName());
        }
        columns.forEach((name, found) -> {
            if (!known.contains(name) && !found.canBeOmitted()) {
                throw unusable("its column '" + name + "' (" + found.type()
                        + ") is unknown, and no row can be inserted without a value for it");
            }
        });
    }

    /** Without it, every write would insert its rows once more. */
    private void requireKey() throws SQLException {
        final Map<String, Set<String>> keys = new HashMap<>();
        try (ResultSet rows = statement.executeQuery("SHOW INDEX FROM " + table)) {
            while (rows.next()) {
                if (!rows.getBoolean("Non_unique")) {
                    final String part = rows.getString("Sub_part") == null ? "" : " (a part of it)";
                    keys.computeIfAbsent(rows.getString("Key_name"), name -> new HashSet<>())
                            .add(rows.getString("Column_name").toLowerCase(Locale.ROOT) + part);
                }
            }
        }
        if (!keys.containsValue(KEY)) {
            throw unusable("it has no unique key of its columns 'id', 'cp_schema' and 'cp_table'");
        }
    }

    private void alter(final String sql) throws SQLException {
        try {
            statement.execute(sql);
            LOGGER.info("The checkpoint table has an older layout, upgraded: {}", sql);
        } catch (final SQLException e) {
            if (!SqlFailure.isDuplicateColumn(e)) { // else another source of the task was faster
                throw e;
            }
        }
    }

    private CheckpointStoreException unusable(final String why) {
        return new CheckpointStoreException(
                "The table " + table + " can't be used as checkpoint table: " + why
                        + ". Move it out of the way, or choose another task name or meta schema",
                null);
    }
}
