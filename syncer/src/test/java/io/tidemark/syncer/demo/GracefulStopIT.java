// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.core.location.Location;
import io.tidemark.pipeline.FlushMode;
import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.embedded.EmbeddedServerOptions;
import io.tidemark.syncer.source.Upstream;
import io.tidemark.syncer.verify.ComparedTable;
import io.tidemark.syncer.verify.TableComparison;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** SIGTERM in the middle of a large transaction: the next run must neither repeat rows without safe mode nor miss any. */
class GracefulStopIT {
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final int STATEMENTS = 400;
    private static final int ROWS_PER_STATEMENT = 100;

    @Test
    void stopInsideALargeTransactionEndsCleanAndTheNextRunGoesOn() throws Exception {
        final DemoOptions options = new DemoOptions(1, 2, Duration.ofMillis(100), FlushMode.ASYNC, 1, false);
        try (EmbeddedServer up =
                        EmbeddedServer.open(EmbeddedServerOptions.downstream().asUpstream(1));
                EmbeddedServer down = EmbeddedServer.open(EmbeddedServerOptions.downstream());
                Upstream binlog = Upstream.connect(up.server());
                DemoTask task = DemoTask.write(options, up.server(), down.server(), binlog.currentLocation())) {
            try (ReplicationProcess first = task.start()) {
                writeOneTransaction(up, 0);
                await().atMost(LONG).until(() -> first.status().rowsApplied() > 0 || !first.isRunning());
                first.stop(LONG.toSeconds());
            }
            writeOneTransaction(up, STATEMENTS * ROWS_PER_STATEMENT);
            final Location end = binlog.currentLocation();
            try (ReplicationProcess second =
                    task.start("--until", end.position().toString())) {
                assertThat(second.await(LONG.toSeconds())).isZero();
            }
            final List<ComparedTable> tables = new TableComparison(up::connect, down::connect).compare(List.of("big"));
            assertThat(tables).hasSize(1).allMatch(ComparedTable::equal);
            try (Connection connection = down.connect()) {
                assertThat(CheckpointListing.of(connection, DemoTask.NAME))
                        .contains(end.position().file() + ':' + end.position().offset());
            }
        }
    }

    /** Rows without safe mode fail on a duplicate key if they are applied twice. */
    private static void writeOneTransaction(final EmbeddedServer up, final int firstId) throws SQLException {
        try (Connection connection = up.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE IF NOT EXISTS big");
            statement.execute("CREATE TABLE IF NOT EXISTS big.t (id INT PRIMARY KEY, v VARCHAR(200))");
            connection.setAutoCommit(false);
            for (int i = 0; i < STATEMENTS; i++) {
                final int first = firstId + i * ROWS_PER_STATEMENT;
                statement.execute(IntStream.range(first, first + ROWS_PER_STATEMENT)
                        .mapToObj(id -> "(" + id + ",REPEAT('x',150))")
                        .collect(Collectors.joining(",", "INSERT INTO big.t VALUES ", "")));
            }
            connection.commit();
        }
    }
}
