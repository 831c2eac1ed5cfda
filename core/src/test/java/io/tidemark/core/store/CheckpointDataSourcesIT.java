// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(MariaDbExtension.class)
class CheckpointDataSourcesIT {
    private static final String SECRET = "s3cret";

    @Test
    void opensAPool(final MariaDbServer server) throws Exception {
        try (HikariDataSource pool = CheckpointDataSources.pool(server.url(), MariaDbServer.ADMIN, "", "p", 2);
                Connection one = pool.getConnection();
                Connection two = pool.getConnection()) {
            assertThat(one.isValid(1)).isTrue();
            assertThat(two.isValid(1)).isTrue();
        }
    }

    @Test
    void namesAHostThatIsUnknown() {
        assertThatThrownBy(() -> open("jdbc:mysql://nobody.invalid:3306/?password=" + SECRET, "u"))
                .isInstanceOf(CheckpointStoreException.class)
                .hasMessageContaining("Pool 'p' could not connect to jdbc:mysql://nobody.invalid:3306/ as user 'u'")
                .hasMessageContaining("UnknownHostException")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void namesAServerThatRefusesThePassword(final MariaDbServer server) {
        assertThatThrownBy(() -> open(server.url(), "stranger"))
                .isInstanceOf(CheckpointStoreException.class)
                .hasMessageContaining("127.0.0.1:" + server.port())
                .hasMessageContaining("Access denied for user 'stranger'")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void refusesAUrlThatNoDriverReads() {
        assertThatThrownBy(() -> open("mysql://u:" + SECRET + "@localhost:3306/?x=" + SECRET, "u"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no JDBC driver reads the URL mysql://localhost:3306/")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void keepsSecretsOfAMalformedUrl() {
        assertThatThrownBy(() -> open("jdbc:mysql://u:" + SECRET + "@localhost:port/?password=" + SECRET, "u"))
                .satisfies(failure -> assertThat(failure).hasStackTraceContaining("jdbc:mysql://localhost:port/"))
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain(SECRET));
    }

    @Test
    void refusesAPoolWithoutConnections() {
        assertThatThrownBy(() -> CheckpointDataSources.pool("jdbc:mysql://localhost/", "u", SECRET, "p", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1 connection, not 0");
    }

    private static void open(final String url, final String user) {
        CheckpointDataSources.pool(url, user, SECRET, "p", 1).close();
    }
}
