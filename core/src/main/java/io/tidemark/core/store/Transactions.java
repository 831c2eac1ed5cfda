package io.tidemark.core.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Runs work in a transaction of its own on a connection of its own, and gives the connection back as it came. A failed
 * transaction is rolled back here and not left to the pool: a lock wait timeout undoes only its statement, and the
 * locks of the others would stay.
 */
record Transactions(DataSource dataSource) {
    /** What happens between begin and commit. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    <T> T run(final Work<T> work) throws SQLException {
        try (Connection connection = connect()) {
            final boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            final T result;
            try {
                result = work.on(connection);
                connection.commit();
            } catch (final SQLException | RuntimeException e) {
                undo(connection, autoCommit, e);
                throw e;
            }
            connection.setAutoCommit(autoCommit);
            return result;
        }
    }

    /** A pool may answer with an unchecked exception of its own while it fills. */
    private Connection connect() throws SQLException {
        try {
            return dataSource.getConnection();
        } catch (final RuntimeException e) {
            throw new SQLException("the data source gives no connection", e);
        }
    }

    private static void undo(final Connection connection, final boolean autoCommit, final Exception failure) {
        try {
            connection.rollback();
            connection.setAutoCommit(autoCommit);
        } catch (final SQLException e) {
            failure.addSuppressed(e); // the connection is lost, and the server rolls back by itself
        }
    }
}
