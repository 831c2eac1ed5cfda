// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.row.Column;
import io.tidemark.syncer.row.Column.Generation;
import io.tidemark.syncer.row.ColumnType;
import io.tidemark.syncer.row.TableStructure;
import io.tidemark.syncer.row.UniqueIndex;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads the structures of tables from the downstream. DDL is executed there in its place among the rows, so what the
 * downstream has at a moment is what the upstream had at that location.
 *
 * <p>For one thread. It keeps a connection, and makes another when that one was lost.
 */
public final class TableStructureReader implements Function<TableId, TableStructure>, AutoCloseable {
    private static final String COLUMNS = "SELECT COLUMN_NAME, DATA_TYPE, COLUMN_TYPE, CHARACTER_OCTET_LENGTH,"
            + " CHARACTER_SET_NAME, COLLATION_NAME, EXTRA, TABLE_NAME FROM information_schema.COLUMNS"
            + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION";
    private static final String INDEXES = "SELECT INDEX_NAME, COLUMN_NAME, SUB_PART, NULLABLE"
            + " FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND NON_UNIQUE = 0"
            + " ORDER BY INDEX_NAME <> 'PRIMARY', INDEX_NAME, SEQ_IN_INDEX";

    /** Of all tables, because to look for those of one, MariaDB opens every table that it has. */
    private static final String CASCADES = "SELECT UNIQUE_CONSTRAINT_SCHEMA, REFERENCED_TABLE_NAME, CONSTRAINT_NAME,"
            + " CONSTRAINT_SCHEMA, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS"
            + " WHERE DELETE_RULE IN ('CASCADE', 'SET NULL') OR UPDATE_RULE IN ('CASCADE', 'SET NULL')";

    private static final String KIND = "SELECT t.TABLE_TYPE, t.ENGINE, COALESCE(e.TRANSACTIONS, 'NO')"
            + " FROM information_schema.TABLES t LEFT JOIN information_schema.ENGINES e ON e.ENGINE = t.ENGINE"
            + " WHERE t.TABLE_SCHEMA = ? AND t.TABLE_NAME = ?";
    private static final String VERSIONED = "SYSTEM VERSIONED";
    private static final String SEQUENCE = "SEQUENCE";

    /** MariaDB logs where a sequence stands as another row; the last one counts, so all of them share a key. */
    private static final UniqueIndex ALL_ROWS = new UniqueIndex(SEQUENCE, List.of(), true, false);

    /** How the type of a compressed column ends, as MariaDB tells it. */
    private static final String COMPRESSED = " compressed*/";

    private final boolean foreignKeysMatter;
    private final EngineCheck engines = new EngineCheck();
    private final RetriedQuestions questions;

    /** Foreign keys that cascade from a table, by its name in small letters; null until they are read. */
    private Map<TableId, String> cascades;

    /**
     * Connects to nothing yet.
     *
     * @param downstream where to read from.
     */
    public TableStructureReader(final Downstream downstream) {
        this(downstream, Downstream.CHECKS_FOREIGN_KEYS);
    }

    /**
     * Asks nothing yet.
     *
     * @param questions go to where to read from; closed with this reader.
     */
    public TableStructureReader(final RetriedQuestions questions) {
        this(questions, Downstream.CHECKS_FOREIGN_KEYS);
    }

    /** Reads foreign keys only where rows have to wait for each other because of them. */
    TableStructureReader(final Downstream downstream, final boolean foreignKeysMatter) {
        this(new RetriedQuestions(downstream), foreignKeysMatter);
    }

    private TableStructureReader(final RetriedQuestions questions, final boolean foreignKeysMatter) {
        this.questions = requireNonNull(questions, "questions");
        this.foreignKeysMatter = foreignKeysMatter;
    }

    /**
     * Reads the present structure of a table.
     *
     * @param table the table's name.
     * @return its structure.
     * @throws OperatorException if there is no such table, if a column is of a type that Tidemark does not know, if a
     *                           foreign key cascades from the table, or if the server can't be asked.
     */
    @Override
    public TableStructure apply(final TableId table) {
        return questions.ask("the structure of " + table, connection -> read(connection, table));
    }

    private TableStructure read(final Connection connection, final TableId table) throws SQLException {
        final List<Column> columns = columns(connection, table);
        if (columns.isEmpty()) {
            throw new OperatorException(
                    "the downstream " + questions.downstream().server() + " has no table " + table
                            + ", but rows of it arrive; create it as it is upstream, or leave it out of the task");
        }
        refuseCascades(connection, table);
        final String kind = kind(connection, table);
        refuseVersions(table, kind);
        return new TableStructure(
                table,
                columns,
                SEQUENCE.equals(kind) ? List.of(ALL_ROWS) : uniqueIndexes(connection, table, columns),
                foreignKeysMatter ? ReferenceReader.read(connection, table, columns) : List.of());
    }

    /** Lets go of the connection. */
    @Override
    public void close() {
        questions.close();
    }

    private static List<Column> columns(final Connection connection, final TableId table) throws SQLException {
        final List<Column> columns = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, table.schema());
            statement.setString(2, table.table());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.add(column(table, rows));
                }
            }
        }
        return columns;
    }

    /** What a foreign key changes in another table is in no binlog, and does not happen downstream either. */
    private void refuseCascades(final Connection connection, final TableId table) throws SQLException {
        if (cascades == null) {
            cascades = cascades(connection);
        }
        final String cascade = cascades.get(inSmallLetters(table.schema(), table.table()));
        if (cascade != null) {
            // the operator may mend it and go on
            cascades = null;
            throw new OperatorException(cascade + " cascades from " + table
                    + ", and InnoDB logs no cascades: make it RESTRICT on both sides, and change the rows of both"
                    + " tables in the application");
        }
    }

    private static Map<TableId, String> cascades(final Connection connection) throws SQLException {
        final Map<TableId, String> found = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(CASCADES);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.put(
                        inSmallLetters(rows.getString(1), rows.getString(2)),
                        "foreign key `" + rows.getString(3) + "` of "
                                + TableId.of(rows.getString(4), rows.getString(5)));
            }
        }
        return found;
    }

    private static TableId inSmallLetters(final String schema, final String table) {
        return TableId.of(schema.toLowerCase(Locale.ROOT), table.toLowerCase(Locale.ROOT));
    }

    /** To be called after each DDL: what was read of all tables at once is read anew. */
    public void forget() {
        cascades = null;
    }

    /** Warns of the engine on the way. */
    private String kind(final Connection connection, final TableId table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(KIND)) {
            statement.setString(1, table.schema());
            statement.setString(2, table.table());
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    return "";
                }
                engines.check(table, rows.getString(2), "YES".equals(rows.getString(3)));
                return rows.getString(1);
            }
        }
    }

    /** The upstream logs old versions of rows as new rows, and the downstream would keep them as rows of today. */
    private static void refuseVersions(final TableId table, final String kind) {
        if (VERSIONED.equals(kind)) {
            throw new OperatorException("table " + table
                    + " keeps old versions of its rows (WITH SYSTEM VERSIONING),"
                    + " which Tidemark can't replicate: leave the table out of the task, or ALTER TABLE " + table
                    + " DROP SYSTEM VERSIONING on both sides");
        }
    }

    private static Column column(final TableId table, final ResultSet row) throws SQLException {
        final String name = row.getString(1);
        final String dataType = row.getString(2).toLowerCase(Locale.ROOT);
        final ColumnType type = ColumnTypes.family(dataType);
        if (type == null) {
            throw new OperatorException("column `" + name + "` of " + table + " is of type " + dataType
                    + ", which Tidemark can't replicate yet; leave the table out of the task");
        }
        final int bytes = type == ColumnType.BINARY ? row.getInt(4) : ColumnTypes.width(dataType);
        final boolean text = type == ColumnType.TEXT;
        final String columnType = row.getString(3).toLowerCase(Locale.ROOT);
        final String extra = row.getString(7).toUpperCase(Locale.ROOT);
        return new Column(
                name,
                type,
                bytes,
                columnType.contains("unsigned"),
                text ? row.getString(5) : "",
                text ? row.getString(6) : "",
                generation(extra),
                columnType.endsWith(COMPRESSED),
                row.getString(3));
    }

    private static Generation generation(final String extra) {
        // MariaDB says PERSISTENT where it is old; "DEFAULT_GENERATED" is a default, not a generated column
        if (extra.contains("VIRTUAL GENERATED")) {
            return Generation.VIRTUAL;
        }
        return extra.contains("STORED GENERATED") || extra.contains("PERSISTENT") ? Generation.STORED : Generation.NONE;
    }

    private static List<UniqueIndex> uniqueIndexes(
            final Connection connection, final TableId table, final List<Column> columns) throws SQLException {
        final Map<String, Integer> places = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            places.put(columns.get(i).name(), i);
        }
        final Map<String, IndexBuilder> indexes = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(INDEXES)) {
            statement.setString(1, table.schema());
            statement.setString(2, table.table());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    final IndexBuilder index = indexes.computeIfAbsent(rows.getString(1), name -> new IndexBuilder());
                    final Integer place = places.get(rows.getString(2));
                    index.computable &= place != null && columns.get(place).generation() != Generation.VIRTUAL;
                    index.nullable |= "YES".equals(rows.getString(4));
                    if (place != null) {
                        index.parts.add(new UniqueIndex.Part(place, rows.getInt(3)));
                    }
                }
            }
        }
        final List<UniqueIndex> built = new ArrayList<>();
        indexes.forEach((name, index) -> built.add(index.build(name)));
        return built;
    }

    private static final class IndexBuilder {
        private final List<UniqueIndex.Part> parts = new ArrayList<>();
        private boolean nullable;
        private boolean computable = true;

        UniqueIndex build(final String name) {
            return new UniqueIndex(name, computable ? parts : List.of(), nullable, computable);
        }
    }
}
