// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.task.Server;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class EmbeddedServerIT {
    @Test
    void keepsItsPortAndDataWhenItIsKilledOrStoppedAndStartedAgainUntilItIsClosed() throws SQLException {
        final EmbeddedServer server = EmbeddedServer.open(EmbeddedServerOptions.downstream());
        try (server) {
            final Server before = server.server();
            execute(server, "CREATE DATABASE kept", "CREATE TABLE kept.t (id INT PRIMARY KEY)");
            execute(server, "INSERT INTO kept.t VALUES (1)");

            server.kill();
            assertThat(server.isRunning()).isFalse();
            assertThatThrownBy(server::connect).isInstanceOf(SQLException.class);
            server.start();
            execute(server, "INSERT INTO kept.t VALUES (2)");
            server.stop();
            assertThat(server.isRunning()).isFalse();
            server.start();

            assertThat(server.server()).isEqualTo(before);
            assertThat(query(server, "SELECT GROUP_CONCAT(id ORDER BY id) FROM kept.t"))
                    .isEqualTo("1,2");
            assertThatThrownBy(server::start).isInstanceOf(IllegalStateException.class);
        }
        server.close();
        assertThat(server.isRunning()).isFalse();
        assertThatThrownBy(server::start).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void isAPasswordedLoopbackUpstreamWithFullRowBinlogsAndNoneOfItsOwnSetUp() throws SQLException {
        try (EmbeddedServer server =
                EmbeddedServer.open(EmbeddedServerOptions.downstream().asUpstream(7))) {
            assertThat(query(server, "SELECT @@bind_address")).isEqualTo("127.0.0.1");
            assertThat(query(server, "SELECT CURRENT_USER()"))
                    .isEqualTo(server.server().user() + "@127.0.0.1");
            assertThatThrownBy(() -> DriverManager.getConnection(
                            "jdbc:mysql://127.0.0.1:" + server.server().port() + "/?sslMode=DISABLED",
                            server.server().user(),
                            ""))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("Access denied");
            assertThat(query(
                            server,
                            "SELECT CONCAT_WS(',', @@log_bin, @@server_id, @@binlog_format, @@binlog_row_image,"
                                    + " @@binlog_row_metadata)"))
                    .isEqualTo("ON,7,ROW,FULL,FULL");
            assertThat(query(server, "SELECT @@gtid_binlog_pos")).isEmpty();

            execute(server, "CREATE DATABASE first");

            assertThat(query(server, "SELECT @@gtid_binlog_pos")).isEqualTo("0-7-1");
        }
    }

    @Test
    void sharesNoDataWithOthers() throws SQLException {
        try (EmbeddedServer one = EmbeddedServer.open(EmbeddedServerOptions.downstream())) {
            execute(one, "CREATE DATABASE own", "CREATE TABLE own.t (id INT PRIMARY KEY)", "CREATE USER me");
            try (EmbeddedServer other = EmbeddedServer.open(EmbeddedServerOptions.downstream())) {
                assertThat(query(other, "SELECT COUNT(*) FROM mysql.user WHERE user='me'"))
                        .isEqualTo("0");
                execute(other, "CREATE DATABASE own", "CREATE TABLE own.t (id INT PRIMARY KEY)");
                execute(one, "INSERT INTO own.t VALUES (1)");
                assertThat(query(other, "SELECT COUNT(*) FROM own.t")).isEqualTo("0");
            }
        }
    }

    @Test
    void saysWhatTheServersLogSaysWhenItDoesNotStart() {
        final EmbeddedServerOptions wrong = EmbeddedServerOptions.downstream().with("--no-such-option");

        assertThatThrownBy(() -> EmbeddedServer.open(wrong))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("no-such-option")
                .message()
                .doesNotContain("\n");
    }

    private static void execute(final EmbeddedServer server, final String... statements) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            for (final String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String query(final EmbeddedServer server, final String sql) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
