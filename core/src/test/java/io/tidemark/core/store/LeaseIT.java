// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Two processes that work on one source, and a server that loses their sessions. */
class LeaseIT extends JdbcStoreFixture {
    private static final String LEASES = "dm_meta.task_syncer_lease";
    private static final LeaseConfig SHORT = new LeaseConfig(Duration.ofSeconds(2), Duration.ofSeconds(1));
    private static final LeaseConfig PATIENT = new LeaseConfig(Duration.ofHours(1), Duration.ofSeconds(30));

    @Test
    void refusesTheSecondProcessAndNamesTheFirst() throws SQLException {
        restartedStore().write(change(100));
        final JdbcCheckpointStore second = store();
        assertThatThrownBy(second::init)
                .isInstanceOf(LeaseHeldException.class)
                .hasMessageContaining("Source 'source-1' of `dm_meta`.`task_syncer_checkpoint`")
                .hasMessageContaining("process " + ProcessHandle.current().pid() + " on host ")
                .hasMessageContaining("since " + server().query("SELECT since FROM " + LEASES) + " UTC")
                .hasMessageContaining("KILL " + sessionId())
                .hasMessageContaining("within 3600 s");
    }

    @Test
    void leavesTheFirstProcessAloneWhenTheSecondIsRefused() {
        final JdbcCheckpointStore first = restartedStore();
        assertThatThrownBy(() -> store().init()).isInstanceOf(LeaseHeldException.class);
        first.write(change(100));
        assertThat(first.load().global()).contains(global(100));
    }

    @Test
    void startsARefusedStoreOnceTheFirstIsClosed() {
        final JdbcCheckpointStore first = restartedStore();
        final JdbcCheckpointStore second = store();
        assertThatThrownBy(second::init).isInstanceOf(LeaseHeldException.class);
        first.close();
        second.init();
        second.write(change(100));
        assertThatThrownBy(() -> first.write(change(50)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void staysTheHolderWhenStartedAgain() {
        final JdbcCheckpointStore store = restartedStore();
        store.init();
        store.write(change(100));
        assertThat(store.load().global()).contains(global(100));
    }

    @Test
    void givesTheLeaseBackWhenTheTableCantBeUsed() throws SQLException {
        server().execute("CREATE SCHEMA dm_meta", "CREATE TABLE " + TABLE + " (id INT)");
        final JdbcCheckpointStore first = store();
        assertThatThrownBy(first::init).hasMessageContaining("'id' is int");
        server().execute("DROP TABLE " + TABLE);
        restartedStore().write(change(100));
    }

    @Test
    void asksForInitFirst() {
        assertThatThrownBy(() -> store().load())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("init()");
    }

    @Test
    void letsASuccessorInAtOnceWhenTheHolderIsKilled() throws Exception {
        final Process holder = LeaseHolder.start(server().url());
        try (BufferedReader said = holder.inputReader(StandardCharsets.UTF_8)) {
            assertThat(said.readLine()).isEqualTo("holds");
            assertThatThrownBy(() -> store().init())
                    .isInstanceOf(LeaseHeldException.class)
                    .hasMessageContaining("process " + holder.pid() + " on host ");
            holder.destroyForcibly().waitFor();
            final JdbcCheckpointStore successor = store();
            successor.init();
            assertThat(successor.load().global()).contains(global(100));
        } finally {
            holder.destroyForcibly();
        }
    }

    @Test
    void refusesAStaleWriterThatComesBack() throws SQLException {
        final JdbcCheckpointStore stale = restartedStore();
        stale.write(change(100, point("orders", 100)));
        server().execute("KILL " + sessionId());
        final JdbcCheckpointStore successor = patientStore();
        successor.init();
        successor.write(change(500, point("orders", 500)));
        for (int attempt = 1; attempt <= 2; attempt++) {
            assertThatThrownBy(() -> stale.write(change(300, point("orders", 300))))
                    .isInstanceOf(LeaseLostException.class)
                    .hasMessageContaining("was taken over by process ")
                    .hasMessageContaining("stop it");
        }
        assertThatThrownBy(stale::load).isInstanceOf(LeaseLostException.class);
        assertThatThrownBy(stale::init).isInstanceOf(LeaseLostException.class);
        assertThat(successor.load().global()).contains(global(500));
        assertThat(successor.load().tables()).containsExactly(point("orders", 500));
    }

    @Test
    void refusesAWriteThatStalledWhileAnotherTookOver() throws SQLException {
        final JdbcCheckpointStore first = restartedStore();
        first.write(change(100, point("orders", 100)));
        first.close();
        final JdbcCheckpointStore successor = patientStore();
        try (Connection blocker = server().connect()) {
            blocker.setAutoCommit(false);
            try (Statement statement = blocker.createStatement()) {
                statement.execute("SELECT * FROM " + TABLE + " WHERE cp_table = 'orders' FOR UPDATE");
            }
            final AtomicBoolean takenOver = new AtomicBoolean();
            final Retry retry = new Retry(5, 1, 1, pause -> {
                if (takenOver.compareAndSet(false, true)) {
                    takeOver(successor, blocker);
                }
            });
            final JdbcCheckpointStore stalled =
                    store(pool(MariaDbServer.ADMIN, "", "sessionVariables=innodb_lock_wait_timeout=0"), retry);
            stalled.init();
            assertThatThrownBy(() -> stalled.write(change(300, point("orders", 300))))
                    .isInstanceOf(LeaseLostException.class);
        }
        assertThat(successor.load().global()).contains(global(500));
        assertThat(successor.load().tables()).containsExactly(point("orders", 500));
    }

    private void takeOver(final JdbcCheckpointStore successor, final Connection blocker) {
        try {
            blocker.rollback();
            server().execute("KILL " + sessionId());
        } catch (final SQLException e) {
            throw new IllegalStateException(e);
        }
        successor.init();
        successor.write(change(500, point("orders", 500)));
    }

    /** As on servers whose locks are their own each, or do not last: Galera, TiDB. */
    @Test
    void refusesToWriteWithoutTheTokenEvenIfItsSessionAndLockAreWell() throws SQLException {
        final JdbcCheckpointStore store = restartedStore();
        store.write(change(100, 2_500));
        server().execute("UPDATE " + LEASES + " SET token = 'of another one'");
        assertThatThrownBy(() -> store.write(change(300, 2_500))).isInstanceOf(LeaseLostException.class);
        assertThat(server().query("SELECT MAX(binlog_pos) FROM " + TABLE)).isEqualTo("100");
    }

    @Test
    void stopsInTheMiddleOfALargeWriteWhenAnotherTakesOver() throws SQLException {
        final JdbcCheckpointStore store = restartedStore();
        store.write(change(100, 2_500));
        server().execute("CREATE TRIGGER dm_meta.take_over AFTER UPDATE ON " + TABLE + " FOR EACH ROW"
                + " IF NEW.cp_table = 't500' THEN UPDATE " + LEASES + " SET token = 'of another one'; END IF");
        assertThatThrownBy(() -> store.write(change(300, 2_500))).isInstanceOf(LeaseLostException.class);
        assertThat(server().query("SELECT GROUP_CONCAT(binlog_pos, ' ', n) FROM (SELECT binlog_pos, COUNT(*) n FROM "
                        + TABLE + " GROUP BY binlog_pos) counted"))
                .isEqualTo("100 1501,300 1000");
    }

    @Test
    void goesOnAfterALostSessionWhenNobodyElseCame() throws SQLException {
        final JdbcCheckpointStore store = restartedStore();
        final String before = sessionId();
        server().execute("KILL " + before);
        store.write(change(100, point("orders", 200)));
        assertThat(store.load().global()).contains(global(100));
        assertThat(sessionId()).isNotEqualTo(before);
        assertThatThrownBy(() -> store().init()).isInstanceOf(LeaseHeldException.class);
    }

    @Test
    void takesItsLeaseAgainBeforeTheNextWriteIsDue() throws SQLException {
        final JdbcCheckpointStore idle = store(pool(MariaDbServer.ADMIN, "", ""), SHORT, Retry.STANDARD);
        idle.init();
        final String before = sessionId();
        server().execute("KILL " + before);
        await().until(() -> !sessionId().equals(before));
        assertThatThrownBy(() -> store().init()).isInstanceOf(LeaseHeldException.class);
        idle.write(change(100));
    }

    @Test
    void keepsTheLeaseOfAnIdleProcessBeyondItsExpiry() throws SQLException {
        store(pool(MariaDbServer.ADMIN, "", ""), SHORT, Retry.STANDARD).init();
        final String session = sessionId();
        final String idle = "SELECT 1 FROM " + LEASES + " WHERE since < UTC_TIMESTAMP() - INTERVAL 4 SECOND";
        await().until(() -> server().query(idle) != null);
        assertThat(sessionId()).isEqualTo(session);
        assertThat(server().query("SELECT id FROM information_schema.processlist WHERE id = " + session))
                .isEqualTo(session);
    }

    /** As when its machine or the network is gone: the server hears nothing, not even that the connection ended. */
    @Test
    void letsASuccessorInWhenASilentHolderExpires() throws SQLException {
        restartedStore().close();
        final CheckpointTable table = new CheckpointTable("dm_meta", "task");
        try (LeasedSession silent = new LeasedSession(
                pool(MariaDbServer.ADMIN, "", ""), new Lease("dm_meta", "task", table, SOURCE, SHORT))) {
            silent.open(connection -> null);
            assertThatThrownBy(() -> store().init()).isInstanceOf(LeaseHeldException.class);
            final JdbcCheckpointStore successor = patientStore();
            successor.init();
            final Retry retry = new Retry(3, 1, 1, TimeUnit.MILLISECONDS::sleep);
            assertThatThrownBy(() -> retry.run("come back", () -> silent.run(connection -> null)))
                    .isInstanceOf(LeaseLostException.class);
            successor.write(change(100));
        }
    }

    @Test
    void refusesToWriteWhenTheRowOfTheLeaseIsGone() throws SQLException {
        final JdbcCheckpointStore store = restartedStore();
        server().execute("DELETE FROM " + LEASES);
        assertThatThrownBy(() -> store.write(change(100)))
                .isInstanceOf(LeaseLostException.class)
                .hasMessageContaining("was deleted");
    }

    @Test
    void doesNotKeepOtherSourcesAway() {
        final JdbcCheckpointStore one = restartedStore();
        final JdbcCheckpointStore two = new JdbcCheckpointStore(
                pool(MariaDbServer.ADMIN, "", ""), JdbcCheckpointStore.DEFAULT_META_SCHEMA, "task", "source-2");
        try (two) {
            two.init();
            two.write(change(700));
            one.write(change(100));
            assertThat(two.load().global()).contains(global(700));
        }
    }

    @Test
    void leavesTheLeaseToAnotherWhenItsPoolIsClosedFirst() {
        final JdbcCheckpointStore store = restartedStore();
        closePools();
        store.close();
        restartedStore().write(change(100));
    }

    private JdbcCheckpointStore patientStore() {
        return store(pool(MariaDbServer.ADMIN, "", ""), PATIENT, new Retry(3, 1, 1, TimeUnit.MILLISECONDS::sleep));
    }

    private String sessionId() throws SQLException {
        return server().query("SELECT session_id FROM " + LEASES);
    }
}
