// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.row.RowChange;
import io.tidemark.syncer.row.TableStructure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statements of many rows find rows by keys of every family, and need not be sent one by one. */
class KeyListIT {
    private final Downstream downstream = new Downstream(TestServer.server());
    private final RowBatchExecutor executor =
            new RowBatchExecutor(downstream, RetryPolicy.DEFAULT, new LongAdder(), BatchProgress.NONE, true);
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = TestServer.connect();
        execute("SET sql_mode = 'NO_AUTO_VALUE_ON_ZERO', time_zone = '+03:00'");
        for (final String schema : List.of("up", "down")) {
            execute("DROP DATABASE IF EXISTS " + schema);
            execute("CREATE DATABASE " + schema);
        }
    }

    @AfterEach
    void close() throws SQLException {
        executor.close();
        connection.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "BIGINT          | -9223372036854775808; -1; 0; 9223372036854775807",
                "BIGINT UNSIGNED | 0; 9223372036854775807; 9223372036854775808; 18446744073709551615",
                "DECIMAL(65,30)  | -99999999999999999999999999999999999.999999999999999999999999999999; -0.000000000000000000000000000001; 0; 0.1",
                "FLOAT           | -3.402823466E38; 0.1; 16777216; 1e-45",
                "DOUBLE          | -1.7976931348623157E308; 0.1; 4.9406564584124654e-324; 2.2250738585072014E-308",
                "BIT(64)         | b'0'; 5; 0x8000000000000001; ~0",
                "YEAR            | 2000; '0000'; 1901; 2155; 1970",
                "DATE            | '0000-00-00'; '0000-01-01'; '1582-10-10'; '9999-12-31'",
                "DATETIME        | '0000-00-00'; '1970-01-01'; '9999-12-31 23:59:59'",
                "DATETIME(6)     | '0000-00-00'; '2024-02-29 12:00:00.000001'; '2024-02-29 12:00:00.000002'",
                "TIMESTAMP(6)    | '0000-00-00'; '2024-03-31 02:30:00.000001'; '2024-03-31 02:30:00.000002'",
                "TIME(6)         | '-838:59:58.999999'; '-00:00:00.000001'; '00:00:00'; '00:00:00.000001'",
                "CHAR(10)        | ''; 'a'; '''\\\\'; 'ö'",
                "VARCHAR(50) COLLATE utf8mb4_bin | ''; 'a'; 'A'; '''\\\\'; 'ä'",
                "VARCHAR(50) CHARACTER SET latin1 | 'a'; 'é€'; _latin1 x'5C27'",
                "VARCHAR(50) CHARACTER SET gbk    | 'a'; '中文'; _gbk x'D55C'; _gbk x'D55C27'",
                "VARCHAR(50) CHARACTER SET sjis   | 'a'; _sjis x'835C'; _sjis x'835C27'",
                "VARCHAR(50) CHARACTER SET utf16  | 'a'; 'ä😀'; _utf16 x'61626162'",
                "VARCHAR(50) CHARACTER SET utf32  | 'a'; 'ä😀'; 'c'",
                "BINARY(4)       | 0x0100; 0x02; 0x20202020; 'a'",
                "VARBINARY(10)   | ''; 0x01; 0x0100; 'a'; 'a '; 0x275C",
                "ENUM('2','1','0')  | '0'; '1'; '2'",
            })
    void findsAndCountsEveryRow(final String type, final String values) throws Exception {
        for (final String key : List.of("PRIMARY KEY (v)", "PRIMARY KEY (v, k)", "UNIQUE KEY `key` (k, v)")) {
            for (final String schema : List.of("up", "down")) {
                execute("DROP TABLE IF EXISTS " + schema + ".t");
                execute("CREATE TABLE " + schema + ".t (v " + type + " NOT NULL, k INT NOT NULL, n INT, " + key
                        + ") ENGINE=InnoDB CHARACTER SET utf8mb4");
            }
            final Location start = LoggedRows.end(TestServer.server());
            int n = 0;
            for (final String value : values.split(";", -1)) {
                execute("INSERT INTO up.t VALUES (" + value + ", 1, " + n + ")");
                n++;
            }
            execute("UPDATE up.t SET n = n + 10");
            execute("DELETE FROM up.t WHERE n <> 11");
            final List<RowChange> changes = LoggedRows.read(TestServer.server(), start, structure());
            final long lists = status("Com_insert") + status("Com_delete_multi");
            final long others = status("Com_update") + status("Com_delete") + status("Com_rollback");
            executor.execute(new BatchOf(changes.subList(0, n)));
            executor.execute(new BatchOf(changes.subList(n, 2 * n)));
            executor.execute(new BatchOf(changes.subList(2 * n, changes.size())));
            assertThat(query("SELECT HEX(v), k, n FROM down.t")).isEqualTo(query("SELECT HEX(v), k, n FROM up.t"));
            assertThat(status("Com_update") + status("Com_delete") + status("Com_rollback") - others)
                    .as("one by one")
                    .isZero();
            assertThat(status("Com_insert") + status("Com_delete_multi") - lists)
                    .as("lists")
                    .isEqualTo(3);
        }
    }

    private TableStructure structure() {
        try (TableStructureReader reader = new TableStructureReader(downstream)) {
            return reader.apply(TableId.of("down", "t"));
        }
    }

    private long status(final String name) throws SQLException {
        return Long.parseLong(
                query("SHOW GLOBAL STATUS LIKE '" + name + "'").get(0).split("\\|", -1)[1]);
    }

    private void execute(final String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    private List<String> query(final String sql) throws SQLException {
        final List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                final List<String> row = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(rows.getString(i)));
                }
                found.add(String.join("|", row));
            }
        }
        return found;
    }
}
