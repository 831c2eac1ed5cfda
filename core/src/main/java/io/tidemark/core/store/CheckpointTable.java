// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.schema.TableId;

/**
 * The checkpoint table of one task: its name, and every SQL statement that touches it.
 *
 * <p>The layout is DM's, so that a task can move between the two. Only the character set is named here and left to the
 * schema there: names must be told apart letter by letter and may hold any character, which the server's default (latin1
 * in MariaDB) does not give. On TiDB both are the same.
 */
final class CheckpointTable {
    private static final int MAX_NAME_LENGTH = 64;
    private static final String SUFFIX = "_syncer_checkpoint";

    private static final String KEY = "UNIQUE KEY uk_id_schema_table (id, cp_schema, cp_table)";

    private static final String SELECTED = "cp_schema, cp_table, binlog_name, binlog_pos, binlog_gtid,"
            + " exit_safe_binlog_name, exit_safe_binlog_pos, exit_safe_binlog_gtid, table_info";

    private static final String ROW = "(?, ?, ?, ?, ?, ?, ?, ?, ?, 'null', ?)";
    private static final String ROW_WITH_STRUCTURE = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    /** VALUES(), not a row alias: MariaDB knows no alias, MySQL and TiDB know both. */
    private static final String ON_DUPLICATE = """

            ON DUPLICATE KEY UPDATE
            binlog_name = VALUES(binlog_name),
            binlog_pos = VALUES(binlog_pos),
            binlog_gtid = VALUES(binlog_gtid),
            exit_safe_binlog_name = VALUES(exit_safe_binlog_name),
            exit_safe_binlog_pos = VALUES(exit_safe_binlog_pos),
            exit_safe_binlog_gtid = VALUES(exit_safe_binlog_gtid),
            is_global = VALUES(is_global)""";

    private static final String STRUCTURE_TOO = ",\ntable_info = VALUES(table_info)";

    private final String metaSchema;
    private final TableId name;

    CheckpointTable(final String metaSchema, final String task) {
        requireNonNull(metaSchema, "metaSchema");
        requireNonNull(task, "task");
        if (metaSchema.isBlank() || metaSchema.length() > MAX_NAME_LENGTH) {
            throw new IllegalArgumentException("The meta schema '" + metaSchema + "' needs 1 to " + MAX_NAME_LENGTH
                    + " characters, not " + metaSchema.length());
        }
        final int maxTaskLength = MAX_NAME_LENGTH - SUFFIX.length();
        if (task.isBlank() || task.length() > maxTaskLength) {
            throw new IllegalArgumentException("The task name '" + task + "' needs 1 to " + maxTaskLength
                    + " characters, not " + task.length() + ": it begins the name of the checkpoint table");
        }
        this.metaSchema = metaSchema;
        this.name = TableId.of(metaSchema, task + SUFFIX);
    }

    /** Finds out whether the table is there. */
    String probe() {
        return "SELECT id FROM " + name + " WHERE 1 = 0";
    }

    String createSchema() {
        return "CREATE SCHEMA IF NOT EXISTS `" + metaSchema.replace("`", "``") + '`';
    }

    String createTable() {
        final StringBuilder columns = new StringBuilder();
        for (final CheckpointColumn column : CheckpointColumn.values()) {
            columns.append(column.columnName())
                    .append(' ')
                    .append(column.definition())
                    .append(",\n");
        }
        return "CREATE TABLE IF NOT EXISTS " + name + " (\n" + columns + KEY
                + "\n) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
    }

    /**
     * Adds a column at its place, one a statement, as older TiDB wants it. A structure may be NULL at first, because
     * MariaDB finds no valid JSON for the rows that are there; see {@link #fillStructures}.
     */
    String addColumn(final CheckpointColumn column, final CheckpointColumn before) {
        final String definition = column == CheckpointColumn.TABLE_INFO ? "JSON" : column.definition();
        return "ALTER TABLE " + name + " ADD COLUMN " + column.columnName() + ' ' + definition + " AFTER "
                + before.columnName();
    }

    String modifyColumn(final CheckpointColumn column) {
        return "ALTER TABLE " + name + " MODIFY COLUMN " + column.columnName() + ' ' + column.definition();
    }

    /** Gives the rows of a table that had no structures the JSON text for none; they do not count as updated. */
    String fillStructures() {
        return "UPDATE " + name + " SET table_info = 'null', update_time = update_time WHERE table_info IS NULL";
    }

    /** One parameter: the source id. The columns arrive in the order that {@link CheckpointRows} reads. */
    String select() {
        return "SELECT " + SELECTED + " FROM " + name + " WHERE id = ?";
    }

    /** Parameters: source id, schema, table. */
    String deletePoint() {
        return "DELETE FROM " + name + " WHERE id = ? AND cp_schema = ? AND cp_table = ?";
    }

    /** Parameter: source id. */
    String deleteAll() {
        return "DELETE FROM " + name + " WHERE id = ?";
    }

    /**
     * Rows that say nothing about structures: a new one has none, and one that is there stays. The parameters of a row come
     * in the order that {@link CheckpointRows} binds.
     */
    String upsert(final int rows) {
        return insert(ROW, rows) + ON_DUPLICATE;
    }

    /** The same for rows that bring a structure. */
    String upsertWithStructure(final int rows) {
        return insert(ROW_WITH_STRUCTURE, rows) + ON_DUPLICATE + STRUCTURE_TOO;
    }

    private String insert(final String row, final int rows) {
        return "INSERT INTO " + name + " (id, " + SELECTED + ", is_global) VALUES\n" + (row + ",\n").repeat(rows - 1)
                + row;
    }

    /** @return the quoted name. */
    @Override
    public String toString() {
        return name.toString();
    }
}
