// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.torture;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The statements of one upstream transaction, each executed at once, and the changes they make. One thread. */
final class UpstreamTransaction {
    private final Statement statement;
    private final int ordinal;
    private final List<Change> changes = new ArrayList<>();

    UpstreamTransaction(final Statement statement, final int ordinal) {
        this.statement = statement;
        this.ordinal = ordinal;
    }

    /** The table's name at present is not always its first one. */
    void insert(
            final TracedTable table,
            final String name,
            final long number,
            final int version,
            final String moreColumns,
            final String moreValues)
            throws SQLException {
        final String row = "(" + number + ", " + version + ", " + ordinal + moreValues + ')';
        execute(
                table.copies(),
                "INSERT INTO " + name + " (number, version, tx" + moreColumns + ") VALUES " + row
                        + (", " + row).repeat(table.copies() - 1));
        changes.add(new Change(table, number, version));
    }

    /** Brings the row to a version; {@code more} is what else is set, beginning with a comma. */
    void update(final TracedTable table, final String name, final long number, final int version, final String more)
            throws SQLException {
        execute(
                table.copies(),
                "UPDATE " + name + " SET version = " + version + ", tx = " + ordinal + more + " WHERE number = "
                        + number);
        changes.add(new Change(table, number, version));
    }

    /** The row is stamped with this transaction first, so that the deletion tells whose it is: two versions. */
    void delete(final TracedTable table, final String name, final long number, final int version) throws SQLException {
        update(table, name, number, version, "");
        execute(table.copies(), "DELETE FROM " + name + " WHERE number = " + number);
        changes.add(new Change(table, number, version + 1));
    }

    List<Change> changes() {
        return changes;
    }

    private void execute(final int rows, final String sql) throws SQLException {
        final int changed = statement.executeUpdate(sql);
        if (changed != rows) {
            throw new IllegalStateException("the workload's own bookkeeping is wrong: " + changed + " rows by " + sql);
        }
    }
}
