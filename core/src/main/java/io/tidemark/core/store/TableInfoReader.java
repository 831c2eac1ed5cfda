// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.schema.IndexInfo;
import io.tidemark.core.schema.SourceColumn;
import io.tidemark.core.schema.SourceIndex;
import io.tidemark.core.schema.SourceTable;
import io.tidemark.core.schema.SourceTable.Notation;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.schema.TableInfo;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * Reads the structure of a table from a server's information_schema: MySQL 5.7 and 8, MariaDB.
 *
 * <p>A structure is put together from three queries. Nothing keeps the table from being changed between them; who needs
 * the structure of one moment takes care of that. Not thread-safe, as the connection is not.
 */
public final class TableInfoReader {
    private static final Set<String> TABLES = Set.of("BASE TABLE", "SYSTEM VERSIONED");

    private static final String UTC = "+00:00";
    private static final String SET_ZONE = "SET time_zone = ?";

    /** No more, since for some of the others a server opens the table and counts its rows. */
    private static final String KIND = "table_schema, table_name, table_type, table_collation, table_comment";

    /** Servers differ in which columns they have. */
    private static final String ALL = "*";

    private final Connection connection;

    /**
     * Reads through a connection.
     *
     * @param connection to the source; stays the caller's. While a table is read, its session has the time zone UTC,
     *                   because that is where TiDB keeps the defaults of TIMESTAMP columns.
     */
    public TableInfoReader(final Connection connection) {
        this.connection = requireNonNull(connection, "connection");
    }

    /**
     * Reads a table.
     *
     * @param table the table. Where the server's names have no case, any case finds it.
     * @return its structure; absent if there is no such table that the user may see, or it is a view.
     * @throws SQLException             if the server can't be read.
     * @throws IllegalArgumentException if a column has a type that is not known; the message names table and column.
     */
    public Optional<TableInfo> read(final TableId table) throws SQLException {
        final Map<String, String> session = query("SELECT @@session.time_zone AS zone, VERSION() AS version")
                .get(0);
        // not what the handshake says: there MariaDB 10 calls itself 5.5.5
        final Notation notation = Notation.of(session.get("version"));
        final String zone = session.get("zone");
        if (zone.equals(UTC)) {
            return readInUtc(table, notation);
        }
        query(SET_ZONE, UTC);
        final Optional<TableInfo> info;
        try {
            info = readInUtc(table, notation);
        } catch (final SQLException | IllegalArgumentException e) {
            try {
                query(SET_ZONE, zone);
            } catch (final SQLException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
        query(SET_ZONE, zone);
        return info;
    }

    private Optional<TableInfo> readInUtc(final TableId table, final Notation notation) throws SQLException {
        final Optional<Map<String, String>> row = rows(KIND, "tables", table, "table_schema").stream()
                .filter(one -> TABLES.contains(one.get("table_type")))
                .findFirst();
        return row.isEmpty() ? Optional.empty() : Optional.of(describe(row.get(), notation));
    }

    private TableInfo describe(final Map<String, String> row, final Notation notation) throws SQLException {
        final TableId table = TableId.of(row.get("table_schema"), row.get("table_name"));
        final SourceTable description = new SourceTable(
                table.table(),
                text(row, "table_collation"),
                text(row, "table_comment"),
                notation,
                columns(table),
                indexes(table));
        try {
            return TableInfo.of(description);
        } catch (final IllegalArgumentException e) {
            throw new IllegalArgumentException("table " + table + ": " + e.getMessage(), e);
        }
    }

    private List<SourceColumn> columns(final TableId table) throws SQLException {
        return rows(ALL, "columns", table, "ordinal_position").stream()
                .map(row -> new SourceColumn(
                        row.get("column_name"),
                        row.get("column_type"),
                        row.get("is_nullable").equals("YES"),
                        row.get("column_default"),
                        row.get("collation_name"),
                        text(row, "extra"),
                        row.get("generation_expression"),
                        text(row, "column_comment")))
                .toList();
    }

    /** In the server's order, but first the primary key and then the unique ones, as servers create them. */
    private List<SourceIndex> indexes(final TableId table) throws SQLException {
        final Map<String, List<Map<String, String>>> byName = new LinkedHashMap<>();
        for (final Map<String, String> row : rows(ALL, "statistics", table, "seq_in_index")) {
            byName.computeIfAbsent(row.get("index_name"), name -> new ArrayList<>())
                    .add(row);
        }
        return byName.values().stream()
                .map(TableInfoReader::index)
                .sorted(Comparator.comparing(
                                (SourceIndex index) -> !index.name().equals(SourceIndex.PRIMARY))
                        .thenComparing(index -> !index.unique()))
                .toList();
    }

    private static SourceIndex index(final List<Map<String, String>> parts) {
        final Map<String, String> first = parts.get(0);
        return new SourceIndex(
                first.get("index_name"),
                first.get("non_unique").equals("0"),
                first.get("index_type"),
                !text(first, "is_visible").equals("NO")
                        && !text(first, "ignored").equals("YES"),
                text(first, "index_comment"),
                parts.stream()
                        .map(part -> new SourceIndex.Part(
                                part.get("column_name"),
                                part.get("sub_part") == null
                                        ? IndexInfo.Part.WHOLE
                                        : Integer.parseInt(part.get("sub_part"))))
                        .toList());
    }

    /**
     * The rows of one table. A server may compare names without regard to case, accents and trailing spaces even where
     * tables may differ in nothing else; so rows of another table are sorted out here, unless no table has that very
     * name and the server's names have no case.
     */
    private List<Map<String, String>> rows(
            final String columns, final String view, final TableId table, final String order) throws SQLException {
        final List<Map<String, String>> rows = query(
                "SELECT " + columns + " FROM information_schema." + view
                        + " WHERE table_schema = ? AND table_name = ? ORDER BY " + order,
                table.schema(),
                table.table());
        final List<Map<String, String>> exact =
                rows.stream().filter(isOf(table, String::equals)).toList();
        if (!exact.isEmpty() || rows.isEmpty() || namesHaveCase()) {
            return exact;
        }
        return rows.stream().filter(isOf(table, String::equalsIgnoreCase)).toList();
    }

    private static Predicate<Map<String, String>> isOf(final TableId table, final BiPredicate<String, String> same) {
        return row ->
                same.test(row.get("table_schema"), table.schema()) && same.test(row.get("table_name"), table.table());
    }

    private boolean namesHaveCase() throws SQLException {
        return theOne(query("SELECT @@lower_case_table_names")).equals("0");
    }

    /** Columns are under small letters, because MySQL 8 shouts. */
    private List<Map<String, String>> query(final String sql, final String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            final List<Map<String, String>> rows = new ArrayList<>();
            if (!statement.execute()) {
                return rows;
            }
            try (ResultSet results = statement.getResultSet()) {
                final int columns = results.getMetaData().getColumnCount();
                while (results.next()) {
                    final Map<String, String> row = new LinkedHashMap<>();
                    for (int i = 1; i <= columns; i++) {
                        final String label = results.getMetaData().getColumnLabel(i);
                        row.put(label.toLowerCase(Locale.ROOT), results.getString(i));
                    }
                    rows.add(row);
                }
            }
            return rows;
        }
    }

    private static String theOne(final List<Map<String, String>> rows) {
        return rows.get(0).values().iterator().next();
    }

    private static String text(final Map<String, String> row, final String column) {
        final String text = row.get(column);
        return text == null ? "" : text;
    }
}
