// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.task.Server;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class DownstreamIT {
    private final Server server = TestServer.server();

    @Test
    void connects() {
        assertThatCode(new Downstream(server)::check).doesNotThrowAnyException();
    }

    @Test
    void saysThatTheServerCantBeReached() throws Exception {
        final int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        assertThatThrownBy(new Downstream(new Server("127.0.0.1", closed, "root", ""))::check)
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("root@127.0.0.1:" + closed + " can't be reached");
        assertThatThrownBy(new Downstream(new Server("no.such.host.invalid", 3306, "root", ""))::check)
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("no.such.host.invalid:3306 can't be reached");
    }

    @Test
    void saysThatThePasswordIsWrongWithoutShowingIt() throws Exception {
        execute("CREATE OR REPLACE USER secretive@'%' IDENTIFIED BY 'right'");
        assertThatThrownBy(new Downstream(new Server("127.0.0.1", server.port(), "secretive", "hunter2"))::check)
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("secretive@127.0.0.1")
                .hasMessageContaining("user or the password")
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void saysThatAPrivilegeIsMissing() throws Exception {
        execute("DROP DATABASE IF EXISTS locked; CREATE DATABASE locked; CREATE TABLE locked.t (id INT PRIMARY KEY);"
                + "CREATE OR REPLACE USER reader@'%' IDENTIFIED BY 'r'; GRANT SELECT ON locked.* TO reader@'%'");
        final Downstream reader = new Downstream(new Server("127.0.0.1", server.port(), "reader", "r"));
        try (RowBatchExecutor executor = new RowBatchExecutor(
                reader, RetryPolicy.DEFAULT, new java.util.concurrent.atomic.LongAdder(), BatchProgress.NONE, true)) {
            final var table = new TableStructureReader(reader).apply(TableId.of("locked", "t"));
            assertThatThrownBy(() -> executor.execute(
                            BatchOf.changes(io.tidemark.syncer.row.RowChange.insert(table, new Object[] {1}, false))))
                    .isInstanceOf(OperatorException.class)
                    .hasMessageContaining("`locked`.`t`")
                    .hasMessageContaining("1142");
        }
    }

    private static void execute(final String sql) throws Exception {
        try (Connection connection = TestServer.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
