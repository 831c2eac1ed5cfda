// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one session with the downstream that holds the lease, and on which everything is read and written.
 *
 * <p>Lock and writes share a session on purpose: when it ends, the server gives up both together, so a transaction of a
 * dead holder can't outlive its lock. The session is told to end after the lease's expiry without a word; so the expiry
 * is measured by the server's clock alone. When the session is lost, a new one is opened, and the lease goes on if
 * nobody has taken it meanwhile.
 *
 * <p>Any thread: calls wait for each other.
 */
final class LeasedSession implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(LeasedSession.class);

    /** A variable of the session: what its wait_timeout was when it was lent, and is again when it is given back. */
    private static final String WAIT_TIMEOUT_BEFORE = "@tidemark_wait_timeout";

    private final DataSource dataSource;
    private final Lease lease;
    private final ReentrantLock lock = new ReentrantLock();

    // all guarded by the lock
    private State state = State.NEW;
    private LeaseLostException loss;
    private Connection connection; // null while there is none
    private boolean autoCommitBefore;

    LeasedSession(final DataSource dataSource, final Lease lease) {
        this.dataSource = dataSource;
        this.lease = lease;
    }

    private enum State {
        NEW,
        HELD,
        LOST,
        CLOSED
    }

    /** What happens between begin and commit. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * Takes the lease, if this session does not hold it already, and prepares the tables.
     *
     * @param preparation done in the first transaction under the lease; if it fails, the lease is given back.
     * @throws LeaseHeldException if another process has it.
     */
    void open(final Work<Void> preparation) throws SQLException {
        lock.lock();
        try {
            if (state == State.NEW) {
                take();
            }
            boolean prepared = false;
            try {
                run(preparation);
                prepared = true;
            } finally {
                if (!prepared && state == State.HELD) {
                    giveBack();
                    state = State.NEW;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void take() throws SQLException {
        connect();
        boolean taken = false;
        try {
            // nothing is read before, so what is read after the wait for the lock is not older than it
            if (!lease.lock(connection)) {
                throw lease.held(connection);
            }
            lease.take(connection);
            connection.commit();
            taken = true;
        } finally {
            if (!taken) {
                giveBack();
            }
        }
        state = State.HELD;
    }

    /**
     * Runs work in a transaction that the lease protects, and commits it.
     *
     * @throws LeaseLostException if another process has taken the lease; then and for ever after.
     */
    <T> T run(final Work<T> work) throws SQLException {
        lock.lock();
        try {
            requireHeld();
            if (connection == null) {
                reconnect();
            }
            return transaction(work);
        } finally {
            lock.unlock();
        }
    }

    /** Speaks to the server, so that it keeps the session; opens a new one if the session is lost. Reports to the log. */
    void keepAlive() {
        if (!lock.tryLock()) {
            return; // somebody else speaks
        }
        try {
            if (state == State.HELD && !isAlive()) {
                reconnect();
                LOGGER.info("The session that holds the lease was lost; a new one holds it now");
            }
        } catch (final LeaseLostException e) {
            LOGGER.error("{}", e.getMessage());
        } catch (final SQLException | RuntimeException e) {
            LOGGER.warn("The session that holds the lease is lost, tried again soon: {}", e.getMessage());
        } finally {
            lock.unlock();
        }
    }

    /** Releases the lease and gives the connection back as it came. */
    @Override
    public void close() {
        lock.lock();
        try {
            state = State.CLOSED;
            giveBack();
        } finally {
            lock.unlock();
        }
    }

    private void requireHeld() {
        switch (state) {
            case HELD -> {}
            case LOST -> throw new LeaseLostException(loss.getMessage());
            case NEW -> throw new IllegalStateException("The store has not been started: call init() first");
            case CLOSED -> throw new IllegalStateException("The store is closed");
        }
    }

    private <T> T transaction(final Work<T> work) throws SQLException {
        boolean committed = false;
        try {
            lease.requireOwn(connection);
            final T result = work.on(connection);
            connection.commit();
            committed = true;
            return result;
        } catch (final LeaseLostException e) {
            throw noted(e);
        } finally {
            if (!committed) {
                undo();
            }
        }
    }

    /** A lock wait timeout undoes only its statement; the locks of the others would stay. */
    private void undo() {
        try {
            connection.rollback();
            if (state == State.LOST) {
                giveBack();
            }
        } catch (final SQLException e) {
            discard(); // the server rolls back when it notices the end of the session
        }
    }

    private boolean isAlive() {
        if (connection == null) {
            return false;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
            connection.rollback();
            return true;
        } catch (final SQLException e) {
            discard();
            return false;
        }
    }

    private void reconnect() throws SQLException {
        connect();
        boolean held = false;
        try {
            if (lease.lock(connection)) {
                lease.requireOwn(connection);
                lease.moveToThisSession(connection);
                connection.commit();
                held = true;
            } else if (!lease.isOwn(connection)) {
                throw lease.lost(connection);
            } else {
                throw new SQLTransientException("the server has not yet noticed the end of the session that was lost;"
                        + " it does within " + lease.config().expiry().toSeconds() + " s");
            }
        } catch (final LeaseLostException e) {
            throw noted(e);
        } finally {
            if (!held) {
                giveBack();
            }
        }
    }

    private LeaseLostException noted(final LeaseLostException lost) {
        state = State.LOST;
        loss = lost;
        return lost;
    }

    private void connect() throws SQLException {
        try {
            connection = dataSource.getConnection();
        } catch (final RuntimeException e) { // a pool may answer so while it fills
            throw new SQLException("the data source gives no connection", e);
        }
        boolean ready = false;
        try (Statement statement = connection.createStatement()) {
            autoCommitBefore = connection.getAutoCommit();
            statement.execute("SET " + WAIT_TIMEOUT_BEFORE + " = @@SESSION.wait_timeout, SESSION wait_timeout = "
                    + lease.config().expiry().toSeconds());
            connection.setAutoCommit(false);
            ready = true;
        } finally {
            if (!ready) {
                discard();
            }
        }
    }

    private void giveBack() {
        if (connection == null) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            connection.rollback();
            lease.unlock(connection);
            statement.execute("SET SESSION wait_timeout = " + WAIT_TIMEOUT_BEFORE);
            connection.setAutoCommit(autoCommitBefore);
        } catch (final SQLException e) {
            discard(); // a pool must not lend out a session that holds the lock
            return;
        }
        closeQuietly();
    }

    private void discard() {
        try {
            connection.abort(Runnable::run);
        } catch (final SQLException e) {
            LOGGER.debug("a lost connection can't be aborted", e);
        }
        closeQuietly();
    }

    private void closeQuietly() {
        try {
            connection.close();
        } catch (final SQLException e) {
            LOGGER.debug("a connection can't be closed", e);
        }
        connection = null;
    }
}
