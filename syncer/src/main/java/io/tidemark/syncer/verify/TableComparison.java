// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.schema.TableId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares tables of two servers at rest: which there are, their columns' names, their rows and every value. The servers
 * compute the checksums, so no rows travel. While something is written, the answer means nothing; {@link Verification}
 * compares then.
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
        try (Connection onLeft = SideReader.prepare(left.connect());
                Connection onRight = SideReader.prepare(right.connect())) {
            final Map<TableId, TableShape> here = shapes(onLeft, schemas);
            final Map<TableId, TableShape> there = shapes(onRight, schemas);
            final SortedSet<TableId> tables = new TreeSet<>(here.keySet());
            tables.addAll(there.keySet());
            final List<ComparedTable> compared = new ArrayList<>();
            for (final TableId table : tables) {
                compared.add(new ComparedTable(
                        table,
                        digest(onLeft, here.get(table), there.get(table), Side.LEFT),
                        digest(onRight, there.get(table), here.get(table), Side.RIGHT)));
            }
            return compared;
        }
    }

    private static Map<TableId, TableShape> shapes(final Connection connection, final Collection<String> schemas)
            throws SQLException {
        final Map<TableId, TableShape> shapes = new TreeMap<>();
        for (final String schema : schemas) {
            shapes.putAll(new ShapeReader(connection).tables(schema));
        }
        return shapes;
    }

    /** Empty if the table is not there. Columns that differ need no digest that could be compared. */
    private static Optional<TableDigest> digest(
            final Connection connection, final TableShape table, final TableShape other, final Side side)
            throws SQLException {
        if (table == null) {
            return Optional.empty();
        }
        final boolean comparable = other != null && other.columnNames().equals(table.columnNames());
        final TableShape counterpart = comparable ? other : table;
        final TablePair pair =
                side == Side.LEFT ? new TablePair(table, counterpart) : new TablePair(counterpart, table);
        final Digest digest = new SideReader(connection, pair, side).digest(KeyRange.ALL);
        if (!digest.isWhole()) {
            throw new IllegalStateException("the server can't tell every value of " + table.id());
        }
        return Optional.of(new TableDigest(table.columnNames(), digest.rows(), digest.checksum()));
    }
}
