package io.tidemark.syncer.demo;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.schema.TableId;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares tables of two servers: which there are, their columns' names, their rows and every value. The servers
 * compute the checksums, so no rows travel. Both must be at rest, or the answer means nothing.
 *
 * <p>Values are compared as text. So JSON is equal between two servers only if both keep it in the same form; MySQL and
 * TiDB change its spacing, MariaDB does not.
 */
public final class TableComparison {
    private final ConnectionSource left;
    private final ConnectionSource right;

    /**
     * Names the servers.
     *
     * @param left  the first server.
     * @param right the second server.
     */
    public TableComparison(final ConnectionSource left, final ConnectionSource right) {
        this.left = requireNonNull(left, "left");
        this.right = requireNonNull(right, "right");
    }

    /**
     * Compares all base tables that either server has in the schemas; reads each completely.
     *
     * @param schemas names of the schemas, as the servers spell them.
     * @return one result for each table, in the order of their names; empty if there is no table.
     * @throws SQLException if a server cannot be asked.
     */
    public List<ComparedTable> compare(final Collection<String> schemas) throws SQLException {
        final Map<TableId, TableDigest> onLeft = digests(left, schemas);
        final Map<TableId, TableDigest> onRight = digests(right, schemas);
        final SortedSet<TableId> tables = new TreeSet<>(onLeft.keySet());
        tables.addAll(onRight.keySet());
        return tables.stream()
                .map(table -> new ComparedTable(
                        table, Optional.ofNullable(onLeft.get(table)), Optional.ofNullable(onRight.get(table))))
                .toList();
    }

    private static Map<TableId, TableDigest> digests(final ConnectionSource server, final Collection<String> schemas)
            throws SQLException {
        final Map<TableId, TableDigest> digests = new TreeMap<>();
        try (Connection connection = server.connect()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET SESSION time_zone = '+00:00', sql_mode = ''");
            }
            for (final String schema : schemas) {
                for (final Map.Entry<TableId, List<DigestQuery.Column>> table :
                        columns(connection, schema).entrySet()) {
                    digests.put(table.getKey(), digest(connection, table.getKey(), table.getValue()));
                }
            }
        }
        return digests;
    }

    private static Map<TableId, List<DigestQuery.Column>> columns(final Connection connection, final String schema)
            throws SQLException {
        final Map<TableId, List<DigestQuery.Column>> tables = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT c.TABLE_NAME, c.COLUMN_NAME, c.DATA_TYPE FROM information_schema.COLUMNS c"
                        + " JOIN information_schema.TABLES t"
                        + " ON t.TABLE_SCHEMA = c.TABLE_SCHEMA AND t.TABLE_NAME = c.TABLE_NAME"
                        + " WHERE c.TABLE_SCHEMA = ? AND t.TABLE_TYPE = 'BASE TABLE' ORDER BY c.ORDINAL_POSITION")) {
            statement.setString(1, schema);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    tables.computeIfAbsent(TableId.of(schema, rows.getString(1)), table -> new ArrayList<>())
                            .add(new DigestQuery.Column(rows.getString(2), rows.getString(3)));
                }
            }
        }
        return tables;
    }

    private static TableDigest digest(
            final Connection connection, final TableId table, final List<DigestQuery.Column> columns)
            throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(DigestQuery.of(table, columns))) {
            row.next();
            return new TableDigest(
                    columns.stream().map(DigestQuery.Column::name).toList(),
                    row.getLong(1),
                    hexadecimal(row.getString(2)) + hexadecimal(row.getString(3)));
        }
    }

    /** 64 bits are enough of the sum. */
    private static String hexadecimal(final String number) {
        return String.format("%016x", number == null ? 0 : new BigInteger(number).longValue());
    }
}
