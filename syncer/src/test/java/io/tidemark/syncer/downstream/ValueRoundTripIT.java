// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.row.RowChange;
import io.tidemark.syncer.row.TableStructure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows are written to schema {@code up}, read by the source from the binlog, and applied to schema {@code down}. */
class ValueRoundTripIT {
    private final Downstream downstream = new Downstream(TestServer.server());
    private final RowBatchExecutor executor =
            new RowBatchExecutor(downstream, RetryPolicy.DEFAULT, new LongAdder(), BatchProgress.NONE, true);
    private Connection connection;
    /** Behind the tables' creation, before their rows. */
    private Location start;

    @BeforeEach
    void createSchemas() throws SQLException {
        connection = TestServer.connect();
        execute("CREATE OR REPLACE DATABASE up; CREATE OR REPLACE DATABASE down; SET sql_mode = 'ALLOW_INVALID_DATES,"
                + "NO_AUTO_VALUE_ON_ZERO', time_zone = '+03:00'");
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
                "TINYINT           | -128; -1; 0; 127",
                "TINYINT UNSIGNED  | 0; 127; 128; 255",
                "SMALLINT          | -32768; 0; 32767",
                "SMALLINT UNSIGNED | 32768; 65535",
                "MEDIUMINT         | -8388608; -1; 8388607",
                "MEDIUMINT UNSIGNED| 8388608; 16777215",
                "INT               | -2147483648; 2147483647",
                "INT UNSIGNED      | 2147483648; 4294967295",
                "BIGINT            | -9223372036854775808; 9223372036854775807",
                "BIGINT UNSIGNED   | 0; 9223372036854775808; 18446744073709551615",
                "DECIMAL(65,30)    | 99999999999999999999999999999999999.999999999999999999999999999999; -0.000000000000000000000000000001; 0",
                "DECIMAL(10,0)     | -9999999999; 1",
                "FLOAT             | 3.402823466E38; -1.175494351E-38; 0.1; 16777216; -0e0",
                "DOUBLE            | 1.7976931348623157E308; 2.2250738585072014E-308; -0.1; -0e0",
                "BIT(1)            | b'0'; b'1'",
                "BIT(64)           | b'0'; ~0; 0x8000000000000001; 0x00FF00FF00FF00FF",
                "YEAR              | 0; '0000'; 1901; 2155",
                "DATE              | '0000-00-00'; '0000-01-01'; '0001-01-01'; '1000-01-01'; '1582-10-10'; '1969-12-31'; '2024-02-29'; '9999-12-31'",
                "DATETIME          | '0000-00-00 00:00:00'; '1000-01-01 00:00:00'; '9999-12-31 23:59:59'",
                "DATETIME(3)       | '1969-12-31 23:59:59.999'; '2024-02-29 12:00:00.001'",
                "DATETIME(6)       | '0000-00-00 00:00:00'; '1970-01-01 00:00:00'; '1000-01-01 00:00:00.000001'; '9999-12-31 23:59:59.999999'",
                "TIMESTAMP NULL    | '0000-00-00 00:00:00'; '1970-01-01 03:00:01'; '2024-03-31 02:30:00'; '2038-01-19 06:14:07'",
                "TIMESTAMP(6) NULL | '0000-00-00 00:00:00'; '1970-01-01 03:00:00.5'; '2024-03-31 02:30:00.000001'; '2024-10-27 01:30:00.999999'",
                "TIME              | '-838:59:59'; '-500:00:01'; '-00:00:01'; '00:00:00'; '500:00:01'; '838:59:59'",
                "TIME(1)           | '-838:59:59.0'; '-500:30:01.9'; '-00:00:00.1'; '12:00:00.5'",
                "TIME(4)           | '-838:59:58.9999'; '-00:00:00.0001'; '12:00:00.5'",
                "TIME(6)           | '-838:59:58.999999'; '-00:00:00.000001'; '12:00:00.000005'",
                "CHAR(10)          | ''; 'a  '; 'ä€😀'",
                "VARCHAR(100)      | ''; 'a  '; 'quote '' \\\\ \\0 \\n'; 'ä€😀'",
                "LONGTEXT          | ''; REPEAT('😀', 100000); REPEAT('plain ', 100)",
                "VARCHAR(50) CHARACTER SET latin1 | 'é€'; _latin1 0x818D8F909DFF",
                "VARCHAR(50) CHARACTER SET gbk    | _gbk 0xA1A4A1AA; '中文'",
                "VARCHAR(50) CHARACTER SET utf16  | 'ä😀'; _utf16 0x0020",
                "VARCHAR(50) CHARACTER SET armscii8 | _armscii8 0xB2B3",
                "CHAR(5) CHARACTER SET ucs2       | 'ab '; '中'",
                "VARCHAR(300) CHARACTER SET ucs2  | REPEAT(_ucs2 0x4142, 128); REPEAT(_ucs2 0x4142, 129)",
                "VARCHAR(50) COLLATE utf8mb4_bin  | 'ä '",
                "BINARY(4)         | 0x00; 0x01000000; 0x20202020; 0xFF00",
                "VARBINARY(10)     | ''; 0x00; 0x0100; 0x2020; 0x275C",
                "VARBINARY(300)    | REPEAT('a', 256); REPEAT('a', 257); REPEAT(0x275C, 150)",
                "LONGBLOB          | 0x00; REPEAT(0x00FF27, 100000)",
                "ENUM('a','b','')  | 'a'; 'b'; ''",
                "SET('a','b','c')  | ''; 'a'; 'a,c'; 'a,b,c'",
                "JSON              | '{\"a\": [1, 2.50, null, \"\\\\u00e4\"]}'; 'true'",
                "GEOMETRY          | ST_GeomFromText('POINT(1 2)', 4326); ST_GeomFromText('LINESTRING(0 0,1 1)')",
            })
    void carriesEveryValueOverUnchanged(final String type, final String values) throws Exception {
        create("id INT AUTO_INCREMENT PRIMARY KEY, v " + type + ", n INT");
        for (final String value : values.split(";", -1)) {
            execute("INSERT INTO up.t (v) VALUES (" + value + ")");
        }
        execute("INSERT INTO up.t (v) VALUES (NULL)");
        execute("UPDATE up.t a, (SELECT * FROM up.t WHERE id = 1) b SET a.v = b.v WHERE a.id = 2");
        execute("CREATE TEMPORARY TABLE up.old AS SELECT * FROM up.t; UPDATE up.t SET v = NULL, n = 1;"
                + " UPDATE up.t JOIN up.old USING (id) SET t.v = old.v, t.n = 2; UPDATE up.t SET n = 3;"
                + " DROP TEMPORARY TABLE up.old");
        assertThat(replicate()).isGreaterThan(2);
        assertSame();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "BIGINT UNSIGNED | 18446744073709551615",
                "DECIMAL(65,30)  | 99999999999999999999999999999999999.999999999999999999999999999999",
                "FLOAT           | 0.1",
                "DOUBLE          | 1.7976931348623157E308",
                "BIT(64)         | ~0",
                "YEAR            | 2155",
                "YEAR            | '0000'",
                "DATE            | '1582-10-10'",
                "DATE            | '0000-00-00'",
                "DATETIME(6)     | '0000-00-00 00:00:00'",
                "TIMESTAMP       | '0000-00-00 00:00:00'",
                "TIMESTAMP(6)    | '0000-00-00 00:00:00'",
                "DATETIME(6)     | '2024-02-29 12:00:00.000001'",
                "TIMESTAMP(6)    | '2024-03-31 02:30:00.000001'",
                "TIME(6)         | '-500:00:00.000001'",
                "CHAR(10)        | 'ä'",
                "VARCHAR(50) CHARACTER SET latin1 | 'é€'",
                "VARCHAR(50) CHARACTER SET gbk    | '中文'",
                "VARCHAR(50) CHARACTER SET utf16 COLLATE utf16_unicode_ci | 'ä😀'",
                "VARCHAR(50) COLLATE utf8mb4_unicode_520_ci | 'ä😀'",
                "VARCHAR(50) COLLATE uca1400_as_cs | 'ä😀'",
                "VARCHAR(300) CHARACTER SET ucs2 | REPEAT(_ucs2 0x4142, 129)",
                "BINARY(4)       | 0x0100",
                "VARBINARY(10)   | 0x0100",
                "VARBINARY(300)  | REPEAT('a', 257)",
                "ENUM('a','b')   | 'b'",
                "SET('a','b')    | 'a,b'",
            })
    void findsRowsByKeysOfEveryFamily(final String type, final String value) throws Exception {
        for (final String key : List.of(", PRIMARY KEY (v)", "")) {
            create("v " + type + " NOT NULL, n INT, g GEOMETRY, j JSON" + key);
            execute("INSERT INTO up.t VALUES (" + value + ", 1, ST_GeomFromText('POINT(1 2)'), '[1]')");
            execute("UPDATE up.t SET n = 2");
            execute("DELETE FROM up.t");
            execute("INSERT INTO up.t VALUES (" + value + ", 3, NULL, NULL)");
            assertThat(replicate()).isEqualTo(4);
            assertSame();
        }
    }

    @Test
    void tellsRowsWithZeroDatesFromRowsWithNulls() throws Exception {
        create("d DATE, t DATETIME(3), s TIMESTAMP NULL, n INT");
        execute("INSERT INTO up.t VALUES ('0000-00-00', '0000-00-00', '0000-00-00', 1), (NULL, NULL, NULL, 1),"
                + " ('0000-00-00', NULL, '0000-00-00', 1), (NULL, '0000-00-00', NULL, 1);"
                + " UPDATE up.t SET n = 2 WHERE t IS NULL; UPDATE up.t SET s = NULL WHERE d = '0000-00-00';"
                + " DELETE FROM up.t WHERE d IS NULL AND t IS NULL");
        assertThat(replicate()).isEqualTo(9);
        assertSame();
    }

    @Test
    void findsRowsByKeysThatHoldZeroDates() throws Exception {
        create("id INT, d DATE NOT NULL, s TIMESTAMP NOT NULL, n INT, PRIMARY KEY (id, d), UNIQUE KEY (s, id)");
        execute("INSERT INTO up.t VALUES (1, '0000-00-00', '2024-01-01', 1), (1, '2024-01-01', '0000-00-00', 1),"
                + " (2, '0000-00-00', '0000-00-00', 1); UPDATE up.t SET n = 2 WHERE d = '0000-00-00';"
                + " UPDATE up.t SET d = '2024-02-02' WHERE id = 2;"
                + " UPDATE up.t SET s = '2025-01-01' WHERE id = 1 AND s = '0000-00-00';"
                + " UPDATE up.t SET s = '0000-00-00' WHERE id = 1 AND d = '0000-00-00';"
                + " DELETE FROM up.t WHERE d = '0000-00-00'");
        assertThat(replicate()).isEqualTo(9);
        assertSame();
    }

    @ParameterizedTest
    @CsvSource({
        "DATE, 2023-02-29, 2023-02-29",
        "DATE, 2023-00-00, 2023-00-00",
        "DATETIME, 2024-02-31 00:00:00, 2024-02-31",
        "DATETIME, 0000-00-00 00:00:01, 0000-00-00 with a time of day",
        "DATETIME(6), 0000-00-00 00:00:00.000001, 0000-00-00 with a time of day"
    })
    void refusesOtherDatesThatDoNotExist(final String type, final String value, final String told) throws Exception {
        create("id INT AUTO_INCREMENT PRIMARY KEY, odd " + type);
        execute("INSERT INTO up.t (odd) VALUES ('" + value + "')");
        assertThatThrownBy(this::replicate)
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("cannot decode")
                .hasMessageContaining(told + " is neither a date of the calendar nor all zeros");
    }

    @Test
    void findsRowsByASetWithItsLastMemberAndKeepsWhatIsNoMember() throws Exception {
        final String members =
                IntStream.rangeClosed(1, 64).mapToObj(i -> "'m" + i + "'").collect(Collectors.joining(","));
        for (final String key : List.of(", PRIMARY KEY (s, e)", "", ", UNIQUE KEY (n)")) {
            create("s SET(" + members + ") NOT NULL, e ENUM('', 'a') NOT NULL, t SET('', 'x'), n INT NOT NULL" + key);
            execute("SET sql_mode = ''; INSERT INTO up.t VALUES (~0, 'none', 1, 1), (1 << 63, 1, 0, 2);"
                    + " UPDATE up.t SET n = n + 10; UPDATE up.t SET t = 3 WHERE n = 11; UPDATE up.t SET e = 0 WHERE n = 12;"
                    + " DELETE FROM up.t WHERE s = 'm64'");
            assertThat(replicate()).isGreaterThan(6);
            assertSame();
            assertThat(query("SELECT s + 0 FROM down.t")).isEqualTo(query("SELECT s + 0 FROM up.t"));
            assertThat(query("SELECT e + 0, t + 0 FROM down.t")).isEqualTo(query("SELECT e + 0, t + 0 FROM up.t"));
        }
    }

    @Test
    void refusesTablesThatKeepOldVersions() throws Exception {
        create("id INT PRIMARY KEY");
        execute("ALTER TABLE down.t ADD SYSTEM VERSIONING");
        assertThatThrownBy(this::replicate)
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("`down`.`t` keeps old versions");
    }

    @Test
    void leavesGeneratedColumnsToTheServerAndKeepsInvisibleOnesAndZeroIds() throws Exception {
        create(
                "id INT AUTO_INCREMENT PRIMARY KEY, a INT, v INT AS (a + 1) VIRTUAL UNIQUE, s INT AS (a + 2) STORED UNIQUE,"
                        + " hidden INT INVISIBLE DEFAULT 7, `select ``é` INT");
        execute("INSERT INTO up.t (id, a, hidden) VALUES (0, 1, 8), (2, 2, 9); UPDATE up.t SET a = a + 10;"
                + " DELETE FROM up.t WHERE id = 2");
        assertThat(replicate()).isEqualTo(5);
        assertSame();
    }

    private void create(final String columns) throws SQLException {
        final String options = ") CHARACTER SET utf8mb4";
        execute("CREATE OR REPLACE TABLE up.t (" + columns + options + "; CREATE OR REPLACE TABLE down.t (" + columns
                + options);
        start = LoggedRows.end(TestServer.server());
    }

    private int replicate() throws InterruptedException {
        final TableStructure structure;
        try (TableStructureReader reader = new TableStructureReader(downstream)) {
            structure = reader.apply(TableId.of("down", "t"));
        }
        final List<RowChange> changes = LoggedRows.read(TestServer.server(), start, structure);
        executor.execute(new BatchOf(changes));
        return changes.size();
    }

    private void assertSame() throws SQLException {
        assertThat(query("CHECKSUM TABLE down.t").get(0).split("\\|", -1)[1])
                .isEqualTo(query("CHECKSUM TABLE up.t").get(0).split("\\|", -1)[1]);
        assertThat(query("SELECT * FROM down.t ORDER BY 1")).isEqualTo(query("SELECT * FROM up.t ORDER BY 1"));
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
                final StringBuilder row = new StringBuilder();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    final byte[] bytes = rows.getBytes(i);
                    row.append(bytes == null ? "NULL" : new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1))
                            .append('|');
                }
                found.add(row.toString());
            }
        }
        return found;
    }
}
