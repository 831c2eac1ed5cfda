// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import io.tidemark.core.location.Location;
import io.tidemark.syncer.mysql.RealMysql;
import io.tidemark.syncer.mysql.TestHost;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every type of MySQL 8, read from its binlog in each form that it has, reaches MySQL and MariaDB unchanged. */
class ValuesMysqlIT {
    private static final String SESSION = "SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO', time_zone = '+03:00'";

    /** Type, and literals that it takes. */
    private static final List<String> TYPES = List.of(
            "TINYINT | -128; -1; 0; 127",
            "TINYINT UNSIGNED | 0; 127; 128; 255",
            "SMALLINT UNSIGNED | 0; 32768; 65535",
            "MEDIUMINT | -8388608; -1; 8388607",
            "MEDIUMINT UNSIGNED | 8388608; 16777215",
            "INT | -2147483648; 2147483647",
            "INT UNSIGNED | 2147483648; 4294967295",
            "BIGINT | -9223372036854775808; 9223372036854775807",
            "BIGINT UNSIGNED | 0; 9223372036854775808; 18446744073709551615",
            "DECIMAL(65,30) | 99999999999999999999999999999999999.999999999999999999999999999999; -0.000000000000000000000000000001; 0",
            "DECIMAL(10,0) | -9999999999; 1",
            "FLOAT | 3.402823466E38; -1.175494351E-38; 0.1; 16777216; -0e0",
            "DOUBLE | 1.7976931348623157E308; 2.2250738585072014E-308; -0.1; -0e0; 4.9e-324",
            "BIT(1) | b'0'; b'1'",
            "BIT(64) | b'0'; ~0; 0x8000000000000001; 0x00FF00FF00FF00FF",
            "YEAR | 0; '0000'; 1901; 2155",
            "DATE | '0000-00-00'; '1000-01-01'; '1582-10-10'; '1969-12-31'; '2024-02-29'; '9999-12-31'",
            "DATETIME | '0000-00-00 00:00:00'; '1000-01-01 00:00:00'; '9999-12-31 23:59:59'",
            "DATETIME(3) | '1969-12-31 23:59:59.999'; '2024-02-29 12:00:00.001'",
            "DATETIME(6) | '1970-01-01 00:00:00'; '1000-01-01 00:00:00.000001'; '9999-12-31 23:59:59.999999'",
            "TIMESTAMP NULL | '0000-00-00 00:00:00'; '1970-01-01 03:00:01'; '2024-03-31 02:30:00'; '2038-01-19 06:14:07'",
            "TIMESTAMP(6) NULL | '1970-01-01 03:00:00.5'; '2024-03-31 02:30:00.000001'; '2024-10-27 01:30:00.999999'",
            "TIME | '-838:59:59'; '-500:00:01'; '-00:00:01'; '00:00:00'; '838:59:59'",
            "TIME(3) | '-838:59:58.999'; '-00:00:00.001'; '12:00:00.5'",
            "TIME(6) | '-838:59:58.999999'; '-00:00:00.000001'; '12:00:00.000005'",
            "CHAR(10) | ''; 'a  '; 'ä€😀'",
            "CHAR(255) | REPEAT('😀', 255); 'x'",
            "VARCHAR(100) | ''; 'a  '; 'quote '' \\\\ \\0 \\n'; 'ä€😀'",
            "VARCHAR(1000) COLLATE utf8mb4_0900_as_cs | REPEAT('é', 1000); ' a '",
            "LONGTEXT | ''; REPEAT('😀', 100000)",
            "TINYTEXT | REPEAT('x', 255)",
            "VARCHAR(50) CHARACTER SET latin1 | 'é€'; _latin1 0x818D8F909DFF",
            "VARCHAR(50) CHARACTER SET gbk | _gbk 0xA1A4A1AA; '中文'",
            "VARCHAR(50) CHARACTER SET utf16 | 'ä😀'; _utf16 0x0020",
            "CHAR(5) CHARACTER SET ucs2 | 'ab '; '中'",
            "VARCHAR(50) COLLATE utf8mb4_bin | 'ä '",
            "BINARY(4) | 0x00; 0x01000000; 0x20202020; 0xFF00",
            "BINARY(255) | 0x00; REPEAT(0xFF, 255)",
            "VARBINARY(10) | ''; 0x00; 0x0100; 0x2020; 0x275C",
            "VARBINARY(300) | REPEAT(0xFE, 300)",
            "LONGBLOB | 0x00; REPEAT(0x00FF27, 100000)",
            "ENUM('a','b','') | 'a'; 'b'; ''",
            "ENUM('é','€','ü') CHARACTER SET latin1 | 'é'; '€'; 3",
            "ENUM('中','文') CHARACTER SET gbk | '中'; 2",
            "SET('a','b','c') | ''; 'a'; 'a,c'; 'a,b,c'",
            "SET('中','文','c') CHARACTER SET utf8mb3 | '文'; 7",
            "JSON | '{\"a\": [1, 2.5, null, \"\\\\u00e4\", true], \"\": {}}'; 'true'; '[]'; '18446744073709551615';"
                    + " '-1.5e300'; JSON_OBJECT('d', CAST('2024-02-29' AS DATE)); CONCAT('\"', REPEAT('x', 100000), '\"')",
            "GEOMETRY | ST_GeomFromText('POINT(1 2)', 4326); ST_GeomFromText('LINESTRING(0 0,1 1)')",
            "POINT SRID 0 | ST_GeomFromText('POINT(1.5 -2)')",
            "GEOMETRYCOLLECTION | ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 2),POLYGON((0 0,1 0,1 1,0 0)))')");

    private static RealMysql up;
    private static RealMysql mysql;
    private static TestHost mariaDb;

    @BeforeAll
    static void open() {
        up = RealMysql.open("--gtid-mode=ON", "--enforce-gtid-consistency=ON");
        mysql = RealMysql.open("--default-time-zone=-05:00");
        mariaDb = TestHost.mariaDb();
    }

    @AfterAll
    static void close() {
        up.close();
        mysql.close();
        mariaDb.close();
    }

    @ParameterizedTest
    @CsvSource({
        "MINIMAL, OFF, CRC32, mysql",
        "FULL, ON, NONE, mysql",
        "MINIMAL, ON, CRC32, mariadb",
        "FULL, OFF, CRC32, mariadb",
    })
    void carriesEveryValueOverUnchanged(
            final String metadata, final String compression, final String checksum, final String to)
            throws SQLException {
        final boolean toMaria = "mariadb".equals(to);
        final MixedPair pair = new MixedPair(up, toMaria ? mariaDb : mysql, "values_" + to + '_' + compression);
        final List<String> tables = new ArrayList<>();
        final List<String> creation = new ArrayList<>(List.of("DROP DATABASE IF EXISTS v", "CREATE DATABASE v"));
        final List<String> work = new ArrayList<>(List.of(SESSION));
        for (final String type : TYPES) {
            // MariaDB has no SRID of a column
            final String[] parts = (toMaria ? type.replace(" SRID 0", "") : type).split("\\|", 2);
            final String table = "v.t" + tables.size();
            tables.add(table);
            creation.add("CREATE TABLE " + table + " (id INT AUTO_INCREMENT PRIMARY KEY, v " + parts[0]
                    + ", n INT) CHARACTER SET utf8mb4");
            creation.add("CREATE TABLE " + table + "k (v " + parts[0] + ", n INT) CHARACTER SET utf8mb4");
            tables.add(table + "k");
            for (final String value : parts[1].split(";", -1)) {
                work.add("INSERT INTO " + table + " (v) VALUES (" + value + ")");
            }
            work.add("INSERT INTO " + table + " (v) VALUES (NULL)");
            work.add("INSERT INTO " + table + "k SELECT v, id FROM " + table);
            work.add("INSERT INTO " + table + "k SELECT v, id FROM " + table);
            work.add("UPDATE " + table + " SET n = id");
            work.add("UPDATE " + table + " a JOIN " + table + "k b ON b.n = a.id + 1 SET a.v = b.v");
            work.add("UPDATE " + table + "k SET n = n + 1 WHERE n < 3 LIMIT 3");
            work.add("DELETE FROM " + table + "k ORDER BY n DESC LIMIT 1");
            work.add("DELETE FROM " + table + " WHERE id = 1");
        }
        pair.prepare(creation.toArray(String[]::new));
        up.execute(
                "SET GLOBAL binlog_row_metadata = " + metadata,
                "SET GLOBAL binlog_transaction_compression = " + compression,
                "SET GLOBAL binlog_checksum = " + checksum);
        final Location start = pair.end();
        try (RunningReplication replication = pair.start(start)) {
            up.execute(work.toArray(String[]::new));
            pair.awaitCaughtUp(replication);
            replication.stop();
        }
        pair.assertSame(tables.toArray(String[]::new));
    }
}
