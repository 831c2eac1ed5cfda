// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.event.DeleteRowsEventData;
import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.UpdateRowsEventData;
import com.github.shyiko.mysql.binlog.event.WriteRowsEventData;
import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.embedded.EmbeddedServerOptions;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.task.Server;
import io.tidemark.syncer.verify.TableComparison;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WorkloadIT {
    private static EmbeddedServer server;

    @BeforeAll
    static void start() {
        server = EmbeddedServer.open(EmbeddedServerOptions.downstream().asUpstream(1));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void commitsExactlyTheRowChangesItWasAskedForFromSeveralConnections() throws Exception {
        final Workload workload = new Workload(server::connect, WorkloadOptions.of("many", 20_000));

        workload.run();

        assertThat(workload.rowsWritten()).isEqualTo(20_000);
        assertThat(rowChangesInTheBinlogOf("many")).isEqualTo(20_000);
        assertThat(tablesWithRows("many")).containsExactly("account", "audit", "order_line", "sample", "seat", "word");
        assertThat(query("SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = 'many'"
                        + " AND table_name = 'account' AND column_name = 'referrer'"))
                .isEqualTo("1");
    }

    @Test
    void repeatsItselfWithOneConnectionAndOneSeed() throws Exception {
        new Workload(server::connect, new WorkloadOptions("once", 3_000, 1, 42, 0)).run();
        new Workload(server::connect, new WorkloadOptions("again", 3_000, 1, 42, 0)).run();

        // not audit: it holds times of the server
        for (final String table : List.of("account", "order_line", "word", "seat", "sample")) {
            assertThat(query("CHECKSUM TABLE again." + table)).isEqualTo(query("CHECKSUM TABLE once." + table));
        }
    }

    @Test
    void givesEveryTableAKeyWithoutNull() throws Exception {
        new Workload(server::connect, WorkloadOptions.of("keyed", 10)).run();

        assertThat(query("SELECT COUNT(*) FROM information_schema.tables t WHERE table_schema = 'keyed' AND NOT EXISTS"
                        + " (SELECT 1 FROM information_schema.statistics s WHERE s.table_schema = t.table_schema"
                        + " AND s.table_name = t.table_name AND s.non_unique = 0 AND s.nullable <> 'YES')"))
                .isEqualTo("0");
    }

    @Test
    void refusesASchemaThatIsThere() throws Exception {
        new Workload(server::connect, WorkloadOptions.of("taken", 10)).run();

        assertThatThrownBy(() -> new Workload(server::connect, WorkloadOptions.of("taken", 10)).run())
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("taken");
    }

    /** Only what was committed is in the binlog. */
    private static long rowChangesInTheBinlogOf(final String schema) throws IOException {
        final Server source = server.server();
        final BinaryLogClient client =
                new BinaryLogClient(source.host(), source.port(), source.user(), source.password());
        client.setBinlogFilename("mysql-bin.000001");
        client.setBlocking(false);
        final Set<Long> tablesOfSchema = new HashSet<>();
        final AtomicLong rows = new AtomicLong();
        client.registerEventListener(event -> {
            if (event.getData() instanceof TableMapEventData map
                    && map.getDatabase().equals(schema)) {
                tablesOfSchema.add(map.getTableId());
            } else if (event.getData() instanceof WriteRowsEventData insert
                    && tablesOfSchema.contains(insert.getTableId())) {
                rows.addAndGet(insert.getRows().size());
            } else if (event.getData() instanceof UpdateRowsEventData update
                    && tablesOfSchema.contains(update.getTableId())) {
                rows.addAndGet(update.getRows().size());
            } else if (event.getData() instanceof DeleteRowsEventData delete
                    && tablesOfSchema.contains(delete.getTableId())) {
                rows.addAndGet(delete.getRows().size());
            }
        });
        client.connect();
        return rows.get();
    }

    private static List<String> tablesWithRows(final String schema) throws SQLException {
        return new TableComparison(server::connect, server::connect)
                .compare(List.of(schema)).stream()
                        .filter(table -> table.left().orElseThrow().rows() > 0)
                        .map(table -> table.table().table())
                        .toList();
    }

    private static String query(final String sql) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(rows.getMetaData().getColumnCount());
        }
    }
}
