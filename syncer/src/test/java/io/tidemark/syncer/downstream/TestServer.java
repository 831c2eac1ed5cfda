package io.tidemark.syncer.downstream;

import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.embedded.EmbeddedServerOptions;
import io.tidemark.syncer.task.Server;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** One MariaDB for all tests of this JVM, with row binlogs; it ends with the JVM. */
final class TestServer {
    private static final EmbeddedServer SERVER = EmbeddedServer.open(EmbeddedServerOptions.downstream()
            .asUpstream(1)
            .with("--innodb-lock-wait-timeout=1", "--max-allowed-packet=64M"));

    private TestServer() {}

    static Server server() {
        return SERVER.server();
    }

    /** A connection that takes several statements at once. */
    static Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mysql://127.0.0.1:" + server().port() + "/?allowMultiQueries=true&jdbcCompliantTruncation=false",
                server().user(),
                server().password());
    }
}
