// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads one table of one side. Each question is one statement outside of a transaction, which sees the rows of one moment
 * and locks nothing. One thread.
 */
final class SideReader {
    /** Connector/J hands rows on as they come when told so by this; otherwise it would collect them. */
    private static final int STREAMING = Integer.MIN_VALUE;

    private final Connection connection;
    private final TablePair table;
    private final Side side;
    private final TableSql sql;

    SideReader(final Connection connection, final TablePair table, final Side side) {
        this.connection = connection;
        this.table = table;
        this.side = side;
        this.sql = new TableSql(table, side);
    }

    /** The session in which both servers print values alike; it may have nothing to do for a day. */
    static Connection prepare(final Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION time_zone = '+00:00', sql_mode = '', wait_timeout = 86400");
            return connection;
        } catch (final SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** The checksum of the rows of a range; of a table without a key there is only the range of all. */
    Digest digest(final KeyRange range) throws SQLException {
        final String condition = table.key().isEmpty() || range.equals(KeyRange.ALL)
                ? "1 = 1"
                : in(range).toString();
        try (PreparedStatement statement = connection.prepareStatement(sql.digest(condition))) {
            if (!condition.equals("1 = 1")) {
                in(range).bind(statement, sql.places());
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return Digest.of(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4));
            }
        }
    }

    /** The key of the last of the next rows; empty if there are fewer. */
    List<String> boundary(final List<String> after, final long rows) throws SQLException {
        final Condition condition = in(new KeyRange(after, List.of()));
        try (PreparedStatement statement =
                connection.prepareStatement(sql.boundary(key(), condition.toString(), rows))) {
            condition.bind(statement, sql.places());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? texts(row, 1, key().columns().size()) : List.of();
            }
        }
    }

    /** The hash of each row of a range, by key; hashes of rows with one key are joined. */
    Map<List<String>, String> hashes(final KeyRange range) throws SQLException {
        final Condition condition = in(range);
        final int keys = key().columns().size();
        final Map<List<String>, String> hashes = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(
                sql.hashes(key(), condition.toString()), ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
            statement.setFetchSize(STREAMING);
            condition.bind(statement, sql.places());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    // a hash that the server can't tell proves nothing
                    final String hash = rows.getString(keys + 1);
                    hashes.merge(texts(rows, 1, keys), hash == null ? "? " + side : hash, SideReader::joined);
                }
            }
        }
        return hashes;
    }

    private static String joined(final String one, final String other) {
        return one.compareTo(other) < 0 ? one + other : other + one;
    }

    /** How many rows there are of each hash, which stands for the key that a table does not have. */
    Map<List<String>, List<String>> counts() throws SQLException {
        final Map<List<String>, List<String>> counts = new LinkedHashMap<>();
        try (PreparedStatement statement =
                connection.prepareStatement(sql.counts(), ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
            statement.setFetchSize(STREAMING);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    final String hash = rows.getString(1);
                    counts.put(List.of(hash == null ? "? " + side : hash), List.of(rows.getString(2)));
                }
            }
        }
        return counts;
    }

    /** The values of rows, by key, in their canonical form; those of rows with one key follow one another. */
    Map<List<String>, List<String>> looks(final List<List<String>> wanted) throws SQLException {
        final Condition condition = Condition.among(wanted, key(), side);
        final int keys = key().columns().size();
        final Map<List<String>, List<String>> looks = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql.looks(key(), condition.toString()))) {
            condition.bind(statement, sql.places());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    final List<String> values = new ArrayList<>();
                    for (int i = 0; i < table.columns().size(); i++) {
                        final String told = rows.getString(keys + 1 + i);
                        values.add(
                                told == null
                                        ? "? " + side // what a server can't tell equals nothing
                                        : table.columns().get(i).family().canonical(told));
                    }
                    looks.merge(texts(rows, 1, keys), values, SideReader::both);
                }
            }
        }
        return looks;
    }

    private static List<String> both(final List<String> one, final List<String> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    private Condition in(final KeyRange range) {
        return Condition.in(range, key(), side);
    }

    private RowKey key() {
        return table.key().orElseThrow(() -> new IllegalStateException(table.name(side) + " has no key"));
    }

    private static List<String> texts(final ResultSet row, final int first, final int count) throws SQLException {
        final List<String> texts = new ArrayList<>();
        for (int i = first; i < first + count; i++) {
            texts.add(row.getString(i));
        }
        return texts;
    }
}
