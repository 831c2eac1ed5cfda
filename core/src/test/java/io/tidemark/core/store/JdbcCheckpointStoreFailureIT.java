// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens to a write when the server or the network does not play along. */
class JdbcCheckpointStoreFailureIT extends JdbcStoreFixture {
    private static final String NO_LOCK_WAIT = "sessionVariables=innodb_lock_wait_timeout=0";
    private static final String WRITING =
            " FROM information_schema.processlist WHERE info LIKE 'INSERT INTO `dm\\_meta`%'";

    @AfterEach
    void allowEverythingAgain() throws SQLException {
        server().execute("SET GLOBAL read_only = 0", "DROP USER IF EXISTS limited");
    }

    @Test
    void writesAgainWhenItsConnectionIsKilled() throws Exception {
        final JdbcCheckpointStore store = restartedStore();
        store.write(change(100, point("orders", 200)));
        final CompletableFuture<Void> write;
        try (Connection blocker = server().connect()) {
            lock(blocker, "orders");
            write = CompletableFuture.runAsync(() -> store.write(change(300, point("orders", 400))));
            await().until(() -> server().query("SELECT id" + WRITING), Objects::nonNull);
            server().execute("KILL " + server().query("SELECT id" + WRITING));
            blocker.rollback();
        }
        write.get(1, TimeUnit.MINUTES);
        assertThat(store.load().global()).contains(global(300));
        assertThat(store.load().tables()).containsExactly(point("orders", 400));
    }

    @Test
    void writesAgainWhenALockIsFree() throws Exception {
        restartedStore().write(change(100, point("orders", 200)));
        try (Connection blocker = server().connect()) {
            lock(blocker, "orders");
            final Retry retry = new Retry(3, 1, 1, millis -> rollback(blocker));
            restartedStore(pool(MariaDbServer.ADMIN, "", NO_LOCK_WAIT), retry).write(change(300, point("orders", 400)));
        }
        assertThat(restartedStore().load().tables()).containsExactly(point("orders", 400));
    }

    @Test
    void reportsALockThatStaysAndLeavesTheTableUnchanged() throws Exception {
        restartedStore().write(change(100, point("orders", 200), point("items", 200)));
        final StoredCheckpoint before = restartedStore().load();
        try (Connection blocker = server().connect()) {
            lock(blocker, "orders");
            final Retry retry = new Retry(3, 1, 1, TimeUnit.MILLISECONDS::sleep);
            final JdbcCheckpointStore store = restartedStore(pool(MariaDbServer.ADMIN, "", NO_LOCK_WAIT), retry);
            assertThatThrownBy(() -> store.write(change(300, point("items", 400), point("orders", 400))))
                    .isInstanceOf(CheckpointStoreException.class)
                    .hasMessageContaining("`dm_meta`.`task_syncer_checkpoint`")
                    .hasMessageContaining("tried 3 times")
                    .hasMessageContaining("error 1205")
                    .hasCauseInstanceOf(SQLException.class);
            blocker.rollback();
        }
        assertThat(restartedStore().load()).isEqualTo(before);
    }

    @Test
    void doesNotWriteTheGlobalRowWhenALaterTransactionOfTablesFails() throws Exception {
        restartedStore().write(change(100, 2_500));
        try (Connection blocker = server().connect()) {
            lock(blocker, "t2400");
            final Retry retry = new Retry(1, 1, 1, TimeUnit.MILLISECONDS::sleep);
            final JdbcCheckpointStore store = restartedStore(pool(MariaDbServer.ADMIN, "", NO_LOCK_WAIT), retry);
            assertThatThrownBy(() -> store.write(change(300, 2_500)))
                    .isInstanceOf(CheckpointStoreException.class)
                    .hasMessageContaining("the last 500 points and the global row");
            blocker.rollback();
        }
        final StoredCheckpoint after = restartedStore().load();
        assertThat(after.global()).contains(global(100));
        assertThat(after.tables()).contains(point("t1999", 300), point("t2000", 100), point("t2499", 100));
    }

    @Test
    void writesAgainWhenAReadOnlyServerTakesWritesAgain() throws Exception {
        restartedStore().write(change(100));
        grantLimited("SELECT, INSERT, UPDATE");
        final Retry retry = new Retry(3, 1, 1, millis -> setReadOnly(0));
        final JdbcCheckpointStore store = restartedStore(pool("limited", "secret", ""), retry);
        setReadOnly(1);
        store.write(change(300));
        assertThat(store.load().global()).contains(global(300));
    }

    @Test
    void needsNoPrivilegeToCreateWhatIsThere() throws Exception {
        restartedStore();
        grantLimited("SELECT, INSERT, UPDATE");
        final JdbcCheckpointStore store = restartedStore(pool("limited", "secret", ""), Retry.STANDARD);
        store.write(change(100));
        assertThat(store.load().global()).contains(global(100));
    }

    @Test
    void saysWhichPrivilegeIsMissing() throws Exception {
        server().execute("CREATE USER limited IDENTIFIED BY 'secret'");
        final JdbcCheckpointStore store = store(pool("limited", "secret", ""), Retry.STANDARD);
        assertThatThrownBy(store::init)
                .isInstanceOf(CheckpointStoreException.class)
                .hasMessageContaining("`dm_meta`.`task_syncer_checkpoint`")
                .hasMessageContaining("denied to user 'limited'")
                .hasMessageContaining("needs CREATE, ALTER, SELECT, INSERT, UPDATE");
    }

    @Test
    void doesNotRepeatAWriteThatIsDenied() throws Exception {
        restartedStore().write(change(100));
        grantLimited("SELECT, INSERT, UPDATE");
        final JdbcCheckpointStore store = restartedStore(pool("limited", "secret", ""), Retry.STANDARD);
        server().execute("REVOKE INSERT ON dm_meta.* FROM limited");
        assertThatThrownBy(() -> store.write(change(300)))
                .isInstanceOf(CheckpointStoreException.class)
                .hasMessageContaining("tried once")
                .hasMessageContaining("INSERT");
    }

    @Test
    void givesBackTheConnectionAsItCame() throws Exception {
        final HikariDataSource pool = pool(MariaDbServer.ADMIN, "", "");
        final String before = session(pool);
        final JdbcCheckpointStore store = store(pool, Retry.STANDARD);
        store.init();
        store.write(change(100));
        store.close();
        assertThat(session(pool)).isEqualTo(before);
    }

    private static String session(final HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT CONNECTION_ID(), @@wait_timeout, @@autocommit")) {
            rows.next();
            return rows.getString(1) + ' ' + rows.getString(2) + ' ' + rows.getString(3);
        }
    }

    private void grantLimited(final String privileges) throws SQLException {
        server().execute(
                        "CREATE USER limited IDENTIFIED BY 'secret'",
                        "GRANT " + privileges + " ON dm_meta.* TO limited");
    }

    private static void lock(final Connection blocker, final String table) throws SQLException {
        blocker.setAutoCommit(false);
        try (Statement statement = blocker.createStatement()) {
            statement.execute("SELECT * FROM " + TABLE + " WHERE id = '" + SOURCE
                    + "' AND cp_schema = 'shop' AND cp_table = '" + table + "' FOR UPDATE");
        }
    }

    private static void rollback(final Connection blocker) {
        try {
            blocker.rollback();
        } catch (final SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void setReadOnly(final int value) {
        try {
            server().execute("SET GLOBAL read_only = " + value);
        } catch (final SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
