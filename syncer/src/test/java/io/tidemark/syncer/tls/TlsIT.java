// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.core.location.Location;
import io.tidemark.core.store.CheckpointDataSources;
import io.tidemark.syncer.downstream.Downstream;
import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.embedded.EmbeddedServerOptions;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.source.BinlogSource;
import io.tidemark.syncer.source.RowsEvent;
import io.tidemark.syncer.source.SourceHandler;
import io.tidemark.syncer.source.SourceOptions;
import io.tidemark.syncer.source.SourceStatement;
import io.tidemark.syncer.source.Upstream;
import io.tidemark.syncer.task.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against a server with a certificate for 127.0.0.1, and one without TLS. */
class TlsIT {
    private static final String PASSWORD = "pass-of-the-test";

    @TempDir
    private static Path directory;

    private static TestCertificates ours;
    private static TestCertificates others;
    private static EmbeddedServer server;
    private static EmbeddedServer plain;

    /** The two ways to a server. */
    enum Side {
        JDBC {
            @Override
            void reach(final Server to) {
                new Downstream(to).check();
            }
        },
        QUESTIONS {
            @Override
            void reach(final Server to) {
                Upstream.connect(to).close();
            }
        },
        BINLOG {
            @Override
            void reach(final Server to) throws InterruptedException {
                final BinlogSource source =
                        new BinlogSource(to, Location.ZERO, SourceOptions.withServerId(4_000_000_011L));
                source.run(new UntilAnything(source));
            }
        };

        abstract void reach(Server to) throws InterruptedException;
    }

    /** Stops at whatever is read first. */
    private record UntilAnything(BinlogSource source) implements SourceHandler {
        @Override
        public void rows(final RowsEvent event) {
            source.stop();
        }

        @Override
        public void transactionEnd(final Location after) {
            source.stop();
        }

        @Override
        public void statement(final SourceStatement statement) {
            source.stop();
        }

        @Override
        public void idle(final Location at) {
            source.stop();
        }
    }

    @BeforeAll
    static void open() throws SQLException, IOException {
        ours = TestCertificates.in(directory, "ca")
                .certify("server", "ip:127.0.0.1")
                .certify("client");
        others = TestCertificates.in(directory, "other-ca");
        server = EmbeddedServer.open(EmbeddedServerOptions.downstream()
                .asUpstream(1)
                .with(
                        "--ssl",
                        "--ssl-ca=" + ours.certificate("ca"),
                        "--ssl-cert=" + ours.certificate("server"),
                        "--ssl-key=" + ours.key("server")));
        plain = EmbeddedServer.open(EmbeddedServerOptions.downstream().asUpstream(1));
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            for (final String account : new String[] {"ssl", "x509"}) {
                statement.execute("CREATE USER '" + account + "'@'127.0.0.1' IDENTIFIED BY '" + PASSWORD + "' REQUIRE "
                        + account);
                statement.execute("GRANT ALL ON *.* TO '" + account + "'@'127.0.0.1'");
            }
        }
    }

    @AfterAll
    static void close() {
        server.close();
        plain.close();
    }

    private static Server as(final String user, final TlsSettings tls) {
        return new Server("127.0.0.1", server.server().port(), user, PASSWORD, Optional.of(tls));
    }

    private static TlsSettings tls(final TlsMode mode, final Path ca) {
        return new TlsSettings(mode, Optional.ofNullable(ca), Optional.empty(), Optional.empty());
    }

    private static TlsSettings withClient() {
        return new TlsSettings(
                TlsMode.VERIFY_IDENTITY,
                Optional.of(ours.certificate("ca")),
                Optional.of(ours.certificate("client")),
                Optional.of(ours.key("client")));
    }

    @ParameterizedTest
    @EnumSource
    void reachesAServerWhoseCaIsTrusted(final Side side) throws InterruptedException {
        side.reach(as("ssl", tls(TlsMode.VERIFY_IDENTITY, ours.certificate("ca"))));
    }

    @ParameterizedTest
    @EnumSource
    void reachesAServerWithoutLookingAtItsCertificate(final Side side) throws InterruptedException {
        side.reach(as("ssl", tls(TlsMode.REQUIRED, null)));
    }

    @ParameterizedTest
    @EnumSource
    void showsItsOwnCertificate(final Side side) throws InterruptedException {
        side.reach(as("x509", withClient()));
    }

    @ParameterizedTest
    @EnumSource
    void saysThatAnAccountMayWantACertificate(final Side side) {
        refused(side, as("x509", tls(TlsMode.VERIFY_IDENTITY, ours.certificate("ca"))))
                .contains("refuses the", "ssl-cert");
    }

    @ParameterizedTest
    @EnumSource
    void refusesAServerOfAnotherCa(final Side side) {
        refused(side, as("ssl", tls(TlsMode.VERIFY_IDENTITY, others.certificate("other-ca"))))
                .contains("its certificate is not from a CA in ssl-ca", "check that it is the right server");
    }

    @ParameterizedTest
    @EnumSource
    void refusesAServerThatIsNotInTheJdksList(final Side side) {
        refused(side, as("ssl", tls(TlsMode.VERIFY_IDENTITY, null)))
                .contains("its certificate is not from a CA in ssl-ca");
    }

    @ParameterizedTest
    @EnumSource
    void refusesACertificateOfAnotherHost(final Side side) throws InterruptedException {
        final Server other = new Server(
                "localhost",
                server.server().port(),
                "ssl",
                PASSWORD,
                Optional.of(tls(TlsMode.VERIFY_IDENTITY, ours.certificate("ca"))));
        refused(side, other).contains("its certificate is not for this host", "localhost", "ssl-mode: verify-ca");
        side.reach(new Server(
                "localhost",
                server.server().port(),
                "ssl",
                PASSWORD,
                Optional.of(tls(TlsMode.VERIFY_CA, ours.certificate("ca")))));
    }

    @ParameterizedTest
    @EnumSource
    void refusesAServerWithoutTls(final Side side) {
        final Server without = plain.server();
        refused(
                        side,
                        new Server(
                                without.host(),
                                without.port(),
                                without.user(),
                                without.password(),
                                Optional.of(tls(TlsMode.REQUIRED, null))))
                .contains("it offers no TLS", "remove security");
    }

    @Test
    void encryptsTheCheckpointsPoolToo() throws SQLException {
        final Server target = as("x509", withClient());
        try (var pool = CheckpointDataSources.pool(
                        target.jdbcUrl() + "?socketTimeout=5000", target.user(), target.password(), "tls", 1);
                Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW SESSION STATUS LIKE 'Ssl_version'")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(2)).startsWith("TLS");
        }
    }

    private static org.assertj.core.api.AbstractStringAssert<?> refused(final Side side, final Server to) {
        return assertThat(assertThatExceptionOfType(OperatorException.class)
                        .isThrownBy(() -> side.reach(to))
                        .actual()
                        .getMessage())
                .doesNotContain(PASSWORD)
                .doesNotContain("\n");
    }
}
