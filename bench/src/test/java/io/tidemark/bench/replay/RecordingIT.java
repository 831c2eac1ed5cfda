// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.shyiko.mysql.binlog.BinaryLogFileReader;
import com.github.shyiko.mysql.binlog.event.DeleteRowsEventData;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventData;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.UpdateRowsEventData;
import com.github.shyiko.mysql.binlog.event.WriteRowsEventData;
import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.embedded.EmbeddedServerOptions;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.source.Upstream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordingIT {
    private static EmbeddedServer upstream;
    private static EmbeddedServer downstream;

    /** Row changes and transactions of a recording, as its binlog has them. */
    private record Counts(long rows, long transactions) {}

    @BeforeAll
    static void open() {
        upstream = EmbeddedServer.open(Recording.upstreamOptions());
        downstream = EmbeddedServer.open(EmbeddedServerOptions.downstream());
    }

    @AfterAll
    static void close() {
        upstream.close();
        downstream.close();
    }

    @ParameterizedTest
    @EnumSource(value = Workload.class, names = "TABLES", mode = EnumSource.Mode.EXCLUDE)
    void hasTheRowChangesAndTransactionsThatItSays(final Workload workload) throws Exception {
        final Recording recording = Recording.on(upstream, workload, 301);

        assertThat(recording.rows()).isBetween(301L, 311L);
        assertThat(counted(recording.start().position().file()))
                .isEqualTo(new Counts(recording.rows(), recording.transactions()));
    }

    /** Fewer of them than in the comparison: tables take their time. */
    @Test
    void hasTheRowChangesOfManyTablesThatItSays() throws Exception {
        final Load tables = new ManyTables(20);
        try (Connection connection = upstream.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("FLUSH BINARY LOGS");
            statement.execute("CREATE DATABASE many");
            connection.setCatalog("many");
            tables.prepare(connection);
            final String before = file();

            final long rows = tables.write(connection, 301);

            assertThat(rows).isEqualTo(306);
            assertThat(counted(before)).isEqualTo(new Counts(20 * 10 + rows, 20 + 51));
        }
    }

    @Test
    void takesTheSameRowsForEqualAndNamesATableWhichLacksOneOrHasAnother() throws SQLException {
        final Recording recording = Recording.on(upstream, Workload.SWAPS, 30);
        recording.prepare(downstream);
        assertThatThrownBy(() -> recording.requireEqual(downstream))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("seat1 (5000 rows");

        try (Connection connection = downstream.connect()) {
            recording.workload().write(connection, 30);
            recording.requireEqual(downstream);

            try (Statement statement = connection.createStatement()) {
                statement.execute("DELETE FROM replay.seat3 WHERE id=7");
                statement.execute("UPDATE replay.seat4 SET holder='' WHERE id=7");
                statement.execute("DROP TABLE replay.seat1");
            }
        }
        assertThatThrownBy(() -> recording.requireEqual(downstream))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("seat1 (5000 rows")
                .hasMessageContaining("no table downstream")
                .hasMessageContaining("4999 rows")
                .hasMessageContaining("seat4")
                .hasMessageNotContaining("seat2");
    }

    @Test
    void isTheSameEachTime() throws SQLException {
        final Recording first = Recording.on(upstream, Workload.WIDE, 400);
        first.prepare(downstream);
        try (Connection connection = downstream.connect()) {
            assertThat(Workload.WIDE.write(connection, 400)).isEqualTo(first.rows());
        }
        first.requireEqual(downstream);
    }

    @Test
    void namesTheWorkloadsWhereOneIsUnknown() {
        assertThat(Workload.of("wide")).isSameAs(Workload.WIDE);
        assertThatThrownBy(() -> Workload.of("narrow"))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("'narrow'")
                .hasMessageContaining("inserts, updates, oltp");
    }

    private static String file() {
        try (Upstream server = Upstream.connect(upstream.server())) {
            return server.currentLocation().position().file();
        }
    }

    private static Counts counted(final String name) throws SQLException, IOException {
        final Path file = dataDirectory().resolve(name);
        long rows = 0;
        long transactions = 0;
        try (BinaryLogFileReader reader = new BinaryLogFileReader(file.toFile())) {
            for (Event event = reader.readEvent(); event != null; event = reader.readEvent()) {
                rows += rowsOf(event.getData());
                transactions += event.getHeader().getEventType() == EventType.XID ? 1 : 0;
            }
        }
        return new Counts(rows, transactions);
    }

    private static long rowsOf(final EventData data) {
        if (data instanceof WriteRowsEventData inserted) {
            return inserted.getRows().size();
        }
        if (data instanceof UpdateRowsEventData updated) {
            return updated.getRows().size();
        }
        return data instanceof DeleteRowsEventData deleted ? deleted.getRows().size() : 0;
    }

    private static Path dataDirectory() throws SQLException {
        try (Connection connection = upstream.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT @@datadir")) {
            row.next();
            return Path.of(row.getString(1));
        }
    }
}
