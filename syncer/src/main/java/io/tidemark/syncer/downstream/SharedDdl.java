// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes a DDL that each of several source tables sends for the one table that they share: the first that comes is executed,
 * and the others find it applied.
 *
 * <p>A server executes an ALTER TABLE as a whole or not at all. So where one change of it is applied already the others are
 * executed one by one; they are all applied already too, unless somebody has helped by hand.
 */
public final class SharedDdl {
    private static final Logger LOG = LoggerFactory.getLogger(SharedDdl.class);

    private SharedDdl() {}

    /**
     * Executes a statement, once, or finds it applied.
     *
     * @param connection without a default schema; it may have one afterwards.
     * @param ddl        the statement; one that nobody else sends is just executed.
     * @throws SQLException as the server or the connection fails.
     */
    public static void execute(final Connection connection, final Ddl ddl) throws SQLException {
        try {
            DdlExecutor.execute(connection, ddl);
            return;
        } catch (final SQLException e) {
            if (ddl.parts().isEmpty() || !MysqlError.isAppliedByAnother(e)) {
                throw e;
            }
            if (ddl.parts().size() == 1) {
                skipped(ddl, e);
                return;
            }
        }
        for (final String part : ddl.parts()) {
            try {
                DdlExecutor.execute(connection, ddl.withSql(part));
            } catch (final SQLException e) {
                if (!MysqlError.isAppliedByAnother(e)) {
                    throw e;
                }
                skipped(ddl.withSql(part), e);
            }
        }
    }

    private static void skipped(final Ddl ddl, final SQLException e) {
        LOG.info(
                "The DDL at {} is applied already, sent by another source table of {}: {} ({})",
                ddl.after().position(),
                ddl.tables(),
                ddl.shown(),
                e.getMessage());
    }
}
