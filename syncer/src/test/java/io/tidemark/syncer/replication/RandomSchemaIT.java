// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.task.Delivery;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Random tables of every type, random rows and random changes of them, replicated by the real thing, are the same on both
 * sides, value by value. The comparison is the test's own, and shows bytes.
 *
 * <p>The seed is in every message. To play it again: {@code -Dtidemark.seed=...}; to play more of them, {@code
 * -Dtidemark.schemas=...}.
 */
class RandomSchemaIT {
    private static final long SEED = Long.getLong("tidemark.seed", 20_261_121);
    private static final int SCHEMAS = Integer.getInteger("tidemark.schemas", 220);
    private static final int TRANSACTIONS_OF_EACH = 8;
    private static final String DATABASE = "rand`om ü";
    /** Settings that must not matter. */
    private static final String[] DOWNSTREAM = {
        "--sql-mode=ANSI_QUOTES,NO_BACKSLASH_ESCAPES,STRICT_ALL_TABLES,NO_ZERO_DATE,PAD_CHAR_TO_FULL_LENGTH",
        "--default-time-zone=-08:00",
        "--innodb-flush-log-at-trx-commit=2"
    };

    private static final String[] ZONES = {"+00:00", "+05:30", "-11:00", "+13:00"};

    @Test
    void randomTablesAreTheSameOnBothSides() throws Exception {
        final Random random = new Random(SEED);
        try (ServerPair servers = ServerPair.open(DOWNSTREAM)) {
            final List<RandomSchema> schemas = create(servers, random);
            try (RunningReplication replication = RunningReplication.start(
                    servers.task(servers.up().server(), servers.down().server(), Delivery.EXACTLY_ONCE))) {
                write(servers.up(), schemas, random);
                awaitCaughtUp(servers, replication, schemas);
            }
            compare(servers, schemas);
        }
    }

    private static List<RandomSchema> create(final ServerPair servers, final Random random) throws SQLException {
        final RandomColumns kinds = new RandomColumns(new RandomValues(random));
        final List<RandomSchema> schemas = new ArrayList<>();
        try (Connection up = session(servers.up());
                Connection down = session(servers.down());
                Statement upstream = up.createStatement();
                Statement downstream = down.createStatement()) {
            upstream.execute("CREATE DATABASE " + RandomValues.quoted(DATABASE));
            downstream.execute("CREATE DATABASE " + RandomValues.quoted(DATABASE));
            for (int i = 0; i < SCHEMAS; i++) {
                final RandomSchema schema = new RandomSchema(DATABASE, i, random, kinds);
                final String sql = schema.create();
                try {
                    upstream.execute(sql);
                } catch (final SQLException e) {
                    throw new SQLException("seed " + SEED + ": " + e.getMessage() + ": " + sql, e);
                }
                downstream.execute(sql);
                schemas.add(schema);
            }
        }
        return schemas;
    }

    private static void write(final EmbeddedServer server, final List<RandomSchema> schemas, final Random random)
            throws SQLException {
        try (Connection connection = session(server);
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < SCHEMAS * TRANSACTIONS_OF_EACH; i++) {
                if (i % SCHEMAS == 0) {
                    logOtherwise(statement, i / SCHEMAS);
                }
                statement.execute("SET binlog_row_image = " + (random.nextBoolean() ? "FULL" : "FULL_NODUP"));
                statement.execute("SET time_zone = '" + ZONES[random.nextInt(ZONES.length)] + "'");
                statement.execute("BEGIN");
                for (final String change : schemas.get(i % SCHEMAS).changes()) {
                    try {
                        statement.execute(change);
                    } catch (final SQLException e) {
                        throw new SQLException("seed " + SEED + ": " + e.getMessage() + ": " + change, e);
                    }
                }
                statement.execute(random.nextInt(20) == 0 ? "ROLLBACK" : "COMMIT");
            }
        }
    }

    /** What the binlog says beside the values must not matter either. */
    private static void logOtherwise(final Statement statement, final int round) throws SQLException {
        statement.execute("SET GLOBAL log_bin_compress = " + (round % 2 == 0 ? "OFF" : "ON"));
        statement.execute("SET GLOBAL log_bin_compress_min_len = 10");
        statement.execute("SET GLOBAL binlog_row_metadata = "
                + List.of("FULL", "MINIMAL", "NO_LOG").get(round % 3));
    }

    private static void awaitCaughtUp(
            final ServerPair servers, final RunningReplication replication, final List<RandomSchema> schemas) {
        try {
            servers.awaitCaughtUp(replication);
            replication.stop();
        } catch (final RuntimeException e) {
            final String concerned = schemas.stream()
                    .filter(schema -> String.valueOf(e.getMessage()).contains(schema.table()))
                    .map(RandomSchema::create)
                    .collect(Collectors.joining("; "));
            throw new AssertionError("seed " + SEED + ": " + e.getMessage() + ": " + concerned, e);
        }
    }

    private static void compare(final ServerPair servers, final List<RandomSchema> schemas) throws SQLException {
        final List<String> differences = new ArrayList<>();
        long rows = 0;
        try (Connection up = session(servers.up());
                Connection down = session(servers.down())) {
            for (final RandomSchema schema : schemas) {
                final List<String> expected = rows(up, schema);
                final List<String> actual = rows(down, schema);
                rows += expected.size();
                if (!actual.equals(expected)) {
                    differences.add(schema.create() + "\n  upstream only: " + only(expected, actual)
                            + "\n  downstream only: " + only(actual, expected));
                }
            }
        }
        assertThat(differences).as("tables that differ, of seed %d", SEED).isEmpty();
        assertThat(rows).as("rows in the end").isGreaterThan(SCHEMAS * 3L);
    }

    private static List<String> only(final List<String> rows, final List<String> without) {
        final List<String> left = new ArrayList<>(rows);
        without.forEach(left::remove);
        return left;
    }

    private static List<String> rows(final Connection connection, final RandomSchema schema) throws SQLException {
        final List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(schema.select())) {
            final List<String> names = schema.columnNames();
            while (rows.next()) {
                final StringBuilder row = new StringBuilder();
                for (int i = 0; i < names.size(); i++) {
                    row.append(names.get(i))
                            .append('=')
                            .append(rows.getString(i + 1))
                            .append(" | ");
                }
                found.add(row.toString());
            }
        }
        found.sort(null);
        return found;
    }

    private static Connection session(final EmbeddedServer server) throws SQLException {
        final Connection connection = server.connect();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute("SET NAMES utf8mb4");
            statement.execute("SET time_zone = '+00:00', sql_mode = 'NO_AUTO_VALUE_ON_ZERO'");
        }
        return connection;
    }
}
