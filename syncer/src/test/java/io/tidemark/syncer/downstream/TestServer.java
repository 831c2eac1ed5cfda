// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.embedded.EmbeddedServerOptions;
import io.tidemark.syncer.mysql.RealMysql;
import io.tidemark.syncer.task.Server;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * One server for all tests of this JVM, with row binlogs; it ends with the JVM. It is a MariaDB, and in the profile
 * {@code mysql} a MySQL.
 */
final class TestServer {
    private static final String LOCK_TIMEOUT = "--innodb-lock-wait-timeout=1";
    private static final String PACKET = "--max-allowed-packet=64M";
    private static final Server SERVER = RealMysql.isWanted()
            ? RealMysql.open(LOCK_TIMEOUT, PACKET, RealMysql.WITHOUT_TLS).server()
            : EmbeddedServer.open(
                            EmbeddedServerOptions.downstream().asUpstream(1).with(LOCK_TIMEOUT, PACKET))
                    .server();

    private TestServer() {}

    static Server server() {
        return SERVER;
    }

    /** A connection that takes several statements at once. */
    static Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mysql://127.0.0.1:" + server().port()
                        + "/?allowMultiQueries=true&jdbcCompliantTruncation=false&allowPublicKeyRetrieval=true",
                server().user(),
                server().password());
    }
}
