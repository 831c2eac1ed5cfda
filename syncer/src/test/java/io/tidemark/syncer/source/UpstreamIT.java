// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.GtidSet;
import io.tidemark.core.location.Location;
import io.tidemark.syncer.embedded.Binlogs;
import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.embedded.EmbeddedServerOptions;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.task.Server;
import java.sql.SQLException;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpstreamIT {
    private static EmbeddedServer mariadb;

    @BeforeAll
    static void open() {
        mariadb = TestServers.upstream();
    }

    @AfterAll
    static void close() {
        mariadb.close();
    }

    @Test
    void aServerWithoutAnyGtidYetStillGivesBoundariesThatHaveThem() throws Exception {
        try (EmbeddedServer fresh = TestServers.upstream()) {
            final Location start = TestServers.end(fresh);
            assertThat(start.gtids()).isEqualTo(GtidSet.EMPTY);
            TestServers.execute(fresh, "CREATE DATABASE first");

            final Recording recording = Recording.read(fresh.server(), start, TestServers.end(fresh));

            assertThat(recording.entries()).hasSize(1);
            assertThat(recording.entries().get(0).boundary()).isEqualTo(TestServers.end(fresh));
            assertThat(recording.entries().get(0).boundary().gtids()).isEqualTo(GtidSet.parse("0-1-1"));
        }
    }

    @Test
    void tellsFlavourVersionAndEnd() throws SQLException {
        execute("CREATE DATABASE IF NOT EXISTS app");
        try (Upstream upstream = Upstream.connect(mariadb.server())) {
            assertThat(upstream.flavour()).isEqualTo(Flavour.MARIADB);
            assertThat(upstream.version()).startsWith("11.4.");
            final Location before = upstream.currentLocation();
            execute("CREATE TABLE app.told (id INT)");
            assertThat(upstream.currentLocation()).isGreaterThan(before);
            assertThat(upstream.currentLocation().gtids().contains(before.gtids()))
                    .isTrue();
        }
    }

    @Test
    void aReplicationUserNeedsNoMoreThanItsTwoPrivileges() throws Exception {
        execute("CREATE OR REPLACE USER replica IDENTIFIED BY 'secret'", "CREATE DATABASE IF NOT EXISTS app");
        execute("GRANT REPLICATION SLAVE, BINLOG MONITOR ON *.* TO replica");
        final Server server = as("replica", "secret");
        try (Upstream upstream = Upstream.connect(server)) {
            upstream.check();
            final Location start = upstream.resolve(upstream.currentLocation());
            execute("CREATE TABLE app.enough (id INT)");
            final Location end = upstream.resolve(upstream.currentLocation());

            assertThat(Recording.read(server, start, end).texts())
                    .containsExactly(": CREATE TABLE app.enough (id INT)");
        }
    }

    @Test
    void tellsWhichPrivilegeIsMissing() throws SQLException {
        execute("CREATE OR REPLACE USER nobody IDENTIFIED BY 'secret'");
        assertTold(this::checkNobody, "nobody", "BINLOG MONITOR", "GRANT");
        execute("GRANT BINLOG MONITOR ON *.* TO nobody");
        assertTold(this::checkNobody, "nobody", "GRANT REPLICATION SLAVE ON *.*");
    }

    private void checkNobody() {
        try (Upstream upstream = Upstream.connect(as("nobody", "secret"))) {
            upstream.check();
        }
    }

    @Test
    void tellsAWrongPasswordAndADeadPort() {
        final Server server = mariadb.server();
        assertTold(() -> Upstream.connect(as(server.user(), "wrong")), server.toString(), "check user and password");
        final Server nowhere = new Server(server.host(), 1, server.user(), server.password());
        assertTold(() -> Upstream.connect(nowhere), "cannot reach upstream " + nowhere, "check host and port");
    }

    @ParameterizedTest
    @CsvSource({
        "binlog_format, STATEMENT, ROW, binlog_format=ROW",
        "binlog_row_image, MINIMAL, FULL, binlog_row_image=FULL",
        "binlog_alter_two_phase, ON, OFF, turn it off",
    })
    void tellsSettingsThatDoNotWork(final String name, final String bad, final String good, final String remedy)
            throws SQLException {
        execute("SET GLOBAL " + name + "=" + bad);
        try (Upstream upstream = Upstream.connect(mariadb.server())) {
            assertTold(upstream::check, name + "=" + bad, remedy);
        } finally {
            execute("SET GLOBAL " + name + "=" + good);
        }
    }

    @Test
    void tellsAServerWithoutBinlogs() {
        try (EmbeddedServer plain = EmbeddedServer.open(EmbeddedServerOptions.downstream());
                Upstream upstream = Upstream.connect(plain.server())) {
            assertTold(upstream::check, "log_bin=OFF", "--log-bin");
            assertTold(upstream::currentLocation, "writes no binlogs");
        }
    }

    @Test
    void tellsAStartThatIsGoneOrNeverWas() throws SQLException {
        final Location purged = TestServers.end(mariadb);
        execute(
                "FLUSH BINARY LOGS",
                "CREATE DATABASE IF NOT EXISTS purged",
                "DROP DATABASE purged",
                "FLUSH BINARY LOGS");
        final Location kept = TestServers.end(mariadb);
        Binlogs.purgeTo(mariadb, kept.position().file());
        try (Upstream upstream = Upstream.connect(mariadb.server())) {
            final String oldest = kept.position().file();
            assertTold(
                    () -> upstream.resolve(Location.at(purged.position())),
                    "purged binlog " + purged.position().file(),
                    "oldest left is " + oldest,
                    "copy the data anew");
            if (!purged.gtids().isEmpty()) {
                assertTold(() -> upstream.resolve(purged), "has purged", oldest, "copy the data anew");
            }
            assertTold(() -> upstream.resolve(at("mysql-bin.999999", 4)), "no binlog mysql-bin.999999", oldest);
            assertTold(() -> upstream.resolve(at(oldest, 1_000_000)), "bytes to binlog " + oldest);
            assertTold(
                    () -> upstream.resolve(Location.at(kept.position(), GtidSet.parse("0-1-999999"))),
                    "does not have all transactions",
                    "0-1-999999");
            assertThat(upstream.resolve(kept)).isEqualTo(kept);
            assertThat(upstream.resolve(Location.at(kept.position()))).isEqualTo(kept);
            assertThat(upstream.resolve(Location.ZERO).position()).isEqualTo(new BinlogPosition(oldest, 4));
        }
    }

    @Test
    void choosesAServerIdThatIsNotTheUpstreams() {
        try (Upstream upstream = Upstream.connect(mariadb.server())) {
            assertThat(upstream.serverId(OptionalLong.empty())).isBetween(1L << 31, 0xFFFF_FFFFL);
            assertThat(upstream.serverId(OptionalLong.of(77))).isEqualTo(77);
            assertTold(() -> upstream.serverId(OptionalLong.of(1)), "server id 1 is in use");
        }
    }

    private static Location at(final String file, final long offset) {
        return Location.at(new BinlogPosition(file, offset));
    }

    private static void assertTold(final ThrowingCallable call, final String... words) {
        assertThatThrownBy(call)
                .isInstanceOf(OperatorException.class)
                .hasMessageContainingAll(words)
                .message()
                .doesNotContain("\n");
    }

    private static Server as(final String user, final String password) {
        return new Server(mariadb.server().host(), mariadb.server().port(), user, password);
    }

    private static void execute(final String... statements) throws SQLException {
        TestServers.execute(mariadb, statements);
    }
}
