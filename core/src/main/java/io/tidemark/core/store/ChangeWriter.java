// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import io.tidemark.core.schema.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Predicate;

/** Writes parts of a change on a connection, within the caller's transaction, in statements of bounded size. */
final class ChangeWriter {
    /**
     * Enough that the round trips weigh little beside the commit, few enough that a hundred GTID sets of the largest
     * size (64 KiB) stay below MariaDB's default {@code max_allowed_packet} (16 MiB).
     */
    private static final int ROWS_PER_STATEMENT = 100;

    /** Structures of that many characters fit beside those GTID sets; a single one may be larger, and goes alone. */
    private static final int STRUCTURE_CHARS_PER_STATEMENT = 1 << 20;

    private final CheckpointTable table;
    private final CheckpointRows rows;
    private final String sourceId;

    ChangeWriter(final CheckpointTable table, final CheckpointRows rows, final String sourceId) {
        this.table = table;
        this.rows = rows;
        this.sourceId = sourceId;
    }

    void delete(final Connection connection, final List<TableId> gone) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(table.deletePoint())) {
            for (final TableId name : gone) {
                statement.setString(1, sourceId);
                statement.setString(2, name.schema());
                statement.setString(3, name.table());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    void deleteAll(final Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(table.deleteAll())) {
            statement.setString(1, sourceId);
            statement.executeUpdate();
        }
    }

    void tables(final Connection connection, final List<TablePoint> points) throws SQLException {
        final Predicate<TablePoint> hasStructure = point -> point.structure().isPresent();
        withStructures(connection, points.stream().filter(hasStructure).toList());
        withoutStructures(
                connection, points.stream().filter(hasStructure.negate()).toList());
    }

    private void withoutStructures(final Connection connection, final List<TablePoint> points) throws SQLException {
        for (int from = 0; from < points.size(); from += ROWS_PER_STATEMENT) {
            final List<TablePoint> some = points.subList(from, Math.min(points.size(), from + ROWS_PER_STATEMENT));
            upsert(connection, table.upsert(some.size()), some);
        }
    }

    private void withStructures(final Connection connection, final List<TablePoint> points) throws SQLException {
        int from = 0;
        long chars = 0;
        for (int to = 1; to <= points.size(); to++) {
            chars += structureLength(points.get(to - 1));
            final boolean last = to == points.size();
            if (last
                    || to - from == ROWS_PER_STATEMENT
                    || chars + structureLength(points.get(to)) > STRUCTURE_CHARS_PER_STATEMENT) {
                final List<TablePoint> some = points.subList(from, to);
                upsert(connection, table.upsertWithStructure(some.size()), some);
                from = to;
                chars = 0;
            }
        }
    }

    private static int structureLength(final TablePoint point) {
        return point.structure().orElseThrow().json().length();
    }

    private void upsert(final Connection connection, final String sql, final List<TablePoint> points)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int parameter = 0;
            for (final TablePoint point : points) {
                parameter = rows.bind(statement, parameter, point);
            }
            statement.executeUpdate();
        }
    }

    /** What comes last: the embedder's statements, and then the global row. */
    void end(final Connection connection, final CheckpointChange change) throws SQLException {
        for (final ExtraStatement extra : change.extra()) {
            execute(connection, extra);
        }
        if (change.global().isPresent()) {
            try (PreparedStatement statement = connection.prepareStatement(table.upsert(1))) {
                rows.bind(statement, 0, change.global().get());
                statement.executeUpdate();
            }
        }
    }

    /** Of the embedder's statements those that nothing may be written without. */
    void conditions(final Connection connection, final CheckpointChange change) throws SQLException {
        for (final ExtraStatement extra : change.extra()) {
            if (extra.otherwise().isPresent()) {
                execute(connection, extra);
            }
        }
    }

    private static void execute(final Connection connection, final ExtraStatement extra) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(extra.sql())) {
            for (int i = 0; i < extra.parameters().size(); i++) {
                statement.setObject(i + 1, extra.parameters().get(i));
            }
            final boolean found = statement.execute() ? hasRow(statement) : statement.getUpdateCount() > 0;
            if (!found && extra.otherwise().isPresent()) {
                throw new CheckpointRefusedException(extra.otherwise().get());
            }
        }
    }

    private static boolean hasRow(final PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.getResultSet()) {
            return rows.next();
        }
    }
}
