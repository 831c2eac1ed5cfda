// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.row.RowChange;
import io.tidemark.syncer.row.TableStructure;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Two tables, one with keys and one without, and an executor that applies changes to them. */
abstract class RowsFixture {
    static final RetryPolicy QUICK = new RetryPolicy(8, Duration.ofMillis(20), Duration.ofMillis(200));

    final LongAdder retries = new LongAdder();
    final Downstream downstream = new Downstream(TestServer.server());
    final RowBatchExecutor executor = new RowBatchExecutor(downstream, QUICK, retries, BatchProgress.NONE, true);
    Connection connection;
    TableStructure keyed;
    TableStructure keyless;

    @BeforeEach
    void createTables() throws SQLException {
        connection = TestServer.connect();
        execute("DROP DATABASE IF EXISTS rows_it; CREATE DATABASE rows_it; USE rows_it;"
                + "CREATE TABLE keyed (id INT PRIMARY KEY, email VARCHAR(50) NOT NULL UNIQUE, n INT) COLLATE"
                + " utf8mb4_unicode_ci;"
                + "CREATE TABLE keyless (a INT, b VARCHAR(50)) COLLATE utf8mb4_unicode_ci");
        keyed = structure("keyed");
        keyless = structure("keyless");
    }

    @AfterEach
    void close() throws SQLException {
        executor.close();
        connection.close();
    }

    TableStructure structure(final String table) {
        return new TableStructureReader(downstream).apply(TableId.of("rows_it", table));
    }

    static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Object[] row(final int id, final String email, final int n) {
        return new Object[] {id, bytes(email), n};
    }

    RowChange insert(final int id, final String email, final int n) {
        return RowChange.insert(keyed, row(id, email, n), false);
    }

    RowChange update(final Object[] before, final Object[] after) {
        return RowChange.update(keyed, before, after, false);
    }

    RowChange delete(final Object[] before) {
        return RowChange.delete(keyed, before, false);
    }

    static RowChange safe(final RowChange change) {
        return switch (change.kind()) {
            case INSERT -> RowChange.insert(change.structure(), change.after(), true);
            case UPDATE -> RowChange.update(change.structure(), change.before(), change.after(), true);
            case DELETE -> RowChange.delete(change.structure(), change.before(), true);
        };
    }

    void execute(final String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    List<String> rows(final String table) throws SQLException {
        return query("SELECT * FROM rows_it." + table + " ORDER BY 1");
    }

    List<String> query(final String sql) throws SQLException {
        final List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                final List<String> row = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(rows.getString(i));
                }
                found.add(String.join(",", row.stream().map(String::valueOf).toList()));
            }
        }
        return found;
    }
}
