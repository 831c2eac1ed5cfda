// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.syncer.faults.FaultyLink;
import io.tidemark.syncer.faults.FaultyLink.Moment;
import io.tidemark.syncer.source.SourceOptions;
import io.tidemark.syncer.task.Delivery;
import io.tidemark.syncer.task.Server;
import io.tidemark.syncer.task.Task;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever happens to the downstream, or on the way to it, a run goes on, and each row is there once. */
class DownstreamFaultsIT {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String ALTER = "ALTER TABLE faults.keyless ADD COLUMN c";

    private static ServerPair pair;

    private record Kill(String statement, Moment moment) {}

    @BeforeAll
    static void open() {
        pair = ServerPair.open();
    }

    @AfterAll
    static void close() {
        pair.close();
    }

    @BeforeEach
    void reset() throws SQLException {
        pair.reset();
    }

    private static Task task(final Server to) {
        return pair.task(pair.up().server(), to, Delivery.EXACTLY_ONCE);
    }

    @Test
    void goesOnAfterTheDownstreamWasKilledInTheMiddleOfWhateverItDoes() throws Exception {
        final List<Kill> kills = List.of(
                new Kill("keyless", Moment.DURING),
                new Kill("COMMIT", Moment.BEFORE),
                new Kill("COMMIT", Moment.DURING),
                new Kill("COMMIT", Moment.AFTER),
                new Kill("INTO `dm_meta`.`faults_syncer_checkpoint`", Moment.BEFORE),
                new Kill("INTO `dm_meta`.`faults_syncer_checkpoint`", Moment.DURING),
                new Kill("INTO `dm_meta`.`faults_syncer_checkpoint`", Moment.AFTER),
                new Kill(ALTER, Moment.DURING),
                new Kill(ALTER, Moment.AFTER));
        try (FaultyLink link = new FaultyLink(pair.down().server());
                RunningReplication replication = pair.start(task(link.server()))) {
            for (int i = 0; i < kills.size(); i++) {
                final Kill kill = kills.get(i);
                final int struck = i + 1;
                link.strikeAt(sent -> sent.contains(kill.statement), kill.moment, pair.down()::kill);
                pair.write(20);
                ServerPair.execute(pair.up(), ALTER + i + " INT");
                pair.write(20);
                await(kill.toString()).atMost(LONG).until(() -> link.strikes() == struck);
                pair.down().start();
                pair.awaitCaughtUp(replication);
            }
            pair.finish(replication);
        }
        pair.assertCleanEnd();
    }

    @Test
    void goesOnOverASlowASilentAndABrokenNetwork() throws Exception {
        try (FaultyLink link = new FaultyLink(pair.down().server());
                RunningReplication replication = pair.start(task(link.server()))) {
            link.delay(Duration.ofMillis(5));
            for (int round = 0; round < 3; round++) {
                pair.write(10);
                link.cut();
                pair.write(10);
                link.fallSilent();
                pair.write(10);
                link.speakAgain();
            }
            final long retries = replication.retries();
            link.goDown();
            pair.write(10);
            await().atMost(LONG).until(() -> replication.retries() > retries + 3);
            link.comeUp();
            pair.finish(replication);
        }
        pair.assertCleanEnd();
    }

    /** The server keeps the old sessions, with their locks, so it is told to end idle transactions, as an operator would. */
    @Test
    void goesOnWhenHalfOpenConnectionsHaveNotAnsweredForTooLong() throws Exception {
        ServerPair.execute(pair.down(), "SET GLOBAL idle_transaction_timeout = 1");
        try (FaultyLink link = new FaultyLink(pair.down().server());
                RunningReplication replication = RunningReplication.start(
                        task(link.server()), SourceOptions.DEFAULT_SILENCE, Duration.ofSeconds(4))) {
            pair.write(5);
            pair.awaitCaughtUp(replication);
            link.forgetConnections();
            pair.write(20);
            await().atMost(LONG).until(() -> replication.retries() > 0);
            pair.finish(replication);
        } finally {
            ServerPair.execute(pair.down(), "SET GLOBAL idle_transaction_timeout = 0");
        }
        pair.assertCleanEnd();
    }

    @Test
    void learnsANewTableAlthoughTheDownstreamIsAwayWhenItsFirstRowsCome() throws Exception {
        try (FaultyLink link = new FaultyLink(pair.down().server());
                RunningReplication replication = pair.start(task(link.server()))) {
            ServerPair.execute(pair.up(), "CREATE TABLE faults.fresh (a INT)");
            pair.awaitCaughtUp(replication);
            link.goDown();
            ServerPair.execute(pair.up(), "INSERT INTO faults.fresh VALUES (1), (1)");
            pair.write(5);
            await().atMost(LONG).until(() -> link.refused() > 3);
            link.comeUp();
            pair.finish(replication);
        }
    }

    @Test
    void goesOnAfterLockTimeouts() throws Exception {
        try (Connection blocker = pair.down().connect();
                Statement statement = blocker.createStatement();
                RunningReplication replication = pair.start(task(pair.down().server()))) {
            statement.execute("BEGIN");
            statement.execute("UPDATE faults.keyed SET filler = 'mine' WHERE id = 2");
            pair.write(10);
            await().atMost(LONG).until(() -> replication.retries() > 0);
            statement.execute("ROLLBACK");
            pair.finish(replication);
        }
    }

    @Test
    void goesOnAfterADeadlockWithAnotherConnection() throws Exception {
        // one worker, so that one transaction holds a row and wants the next
        final Task task =
                pair.task(pair.up().server(), pair.down().server(), Delivery.EXACTLY_ONCE, OptionalLong.empty(), 1);
        ServerPair.execute(pair.down(), "CREATE OR REPLACE TABLE test.heavy (a INT)");
        try (Connection rival = pair.down().connect();
                Statement statement = rival.createStatement();
                RunningReplication replication = pair.start(task)) {
            statement.execute("USE test");
            statement.execute("BEGIN");
            // the server breaks a deadlock where it has least to undo
            statement.execute("INSERT INTO test.heavy SELECT seq FROM seq_1_to_5000");
            statement.execute("UPDATE faults.keyed SET filler = 'mine' WHERE id = 3");
            pair.write(1);
            await().atMost(LONG).until(() -> "1"
                    .equals(ServerPair.query(
                            pair.down(),
                            "SELECT COUNT(*) FROM information_schema.INNODB_TRX WHERE trx_state = 'LOCK WAIT'")));
            statement.execute("UPDATE faults.keyed SET filler = 'mine' WHERE id = 1");
            await().atMost(LONG).until(() -> replication.retries() > 0);
            statement.execute("ROLLBACK");
            pair.finish(replication);
        }
    }

    @Test
    void goesOnWhenAReadOnlyDownstreamTakesWritesAgain() throws Exception {
        ServerPair.execute(
                pair.down(),
                "CREATE OR REPLACE USER plain@127.0.0.1 IDENTIFIED BY 'p'",
                "GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, INDEX, PROCESS ON *.* TO plain@127.0.0.1");
        final Server plain = new Server("127.0.0.1", pair.down().server().port(), "plain", "p");
        try (RunningReplication replication = pair.start(task(plain))) {
            ServerPair.execute(pair.down(), "SET GLOBAL read_only = 1");
            try {
                pair.write(10);
                await().atMost(LONG).until(() -> replication.retries() > 3);
            } finally {
                ServerPair.execute(pair.down(), "SET GLOBAL read_only = 0");
            }
            pair.finish(replication);
        }
    }

    @Test
    void appliesRowsWhileTheCheckpointTableIsLocked() throws Exception {
        try (Connection blocker = pair.down().connect();
                Statement statement = blocker.createStatement();
                RunningReplication replication = pair.start(task(pair.down().server()))) {
            statement.execute("BEGIN");
            statement.execute("SELECT * FROM dm_meta.faults_syncer_checkpoint FOR UPDATE");
            final BinlogPosition before = pair.flushed();
            pair.write(200);
            final String rows = ServerPair.query(pair.up(), "SELECT COUNT(*) FROM faults.keyed");
            await().atMost(LONG)
                    .until(() -> rows.equals(ServerPair.query(pair.down(), "SELECT COUNT(*) FROM faults.keyed")));
            assertThat(pair.flushed()).isEqualTo(before);
            statement.execute("ROLLBACK");
            pair.finish(replication);
        }
        pair.assertCleanEnd();
    }
}
