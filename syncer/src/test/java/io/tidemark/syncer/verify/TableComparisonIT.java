// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.demo.ComparisonReport;
import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.embedded.EmbeddedServerOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableComparisonIT {
    private static final List<String> SCHEMAS = List.of("shop");
    private static EmbeddedServer left;
    private static EmbeddedServer right;

    @BeforeAll
    static void start() {
        left = EmbeddedServer.open(EmbeddedServerOptions.downstream());
        right = EmbeddedServer.open(EmbeddedServerOptions.downstream());
    }

    @AfterAll
    static void stop() {
        left.close();
        right.close();
    }

    @BeforeEach
    void copyTheSchema() throws SQLException {
        for (final EmbeddedServer server : List.of(left, right)) {
            execute(
                    server,
                    "DROP DATABASE IF EXISTS shop",
                    "CREATE DATABASE shop",
                    "CREATE TABLE shop.empty (id INT PRIMARY KEY)",
                    "CREATE TABLE shop.keyless (a INT, b VARCHAR(10))",
                    "INSERT INTO shop.keyless VALUES (1, 'x'), (1, 'x'), (2, NULL), (2, ''), (3, 'N')",
                    "CREATE TABLE shop.wide (id BIGINT UNSIGNED PRIMARY KEY, d DECIMAL(20,5), f FLOAT, g DOUBLE,"
                            + " at DATETIME(6), ts TIMESTAMP(6) NULL, t TIME(6), y YEAR, c CHAR(10), u TEXT,"
                            + " l VARCHAR(10) CHARACTER SET latin1, b BLOB, v BINARY(4), e ENUM('a','b'),"
                            + " s SET('a','b'), bits BIT(12), doc JSON) DEFAULT CHARACTER SET utf8mb4",
                    "INSERT INTO shop.wide VALUES (18446744073709551615, 1.00001, 1.2345678, 1.234567890123456,"
                            + " '2024-01-02 03:04:05.000006', '2024-01-02 03:04:05.000006', '-01:02:03.000004', 2024,"
                            + " 'c', 'é😀', 'é', x'00ff', x'01', 'a', 'a,b', b'101', '{\"a\": 1}'), (1, NULL, NULL,"
                            + " NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)");
        }
    }

    @Test
    void findsACopyEqualWhateverTheOrderOfItsRows() throws SQLException {
        execute(
                right,
                "DELETE FROM shop.keyless",
                "INSERT INTO shop.keyless VALUES (3, 'N'), (2, ''), (1, 'x'), (2, NULL), (1, 'x')");

        final List<ComparedTable> tables = compare();

        assertThat(tables).hasSize(3).allMatch(ComparedTable::equal);
        assertThat(ComparisonReport.of(tables).lines().skip(1)).hasSize(3).allMatch(line -> line.endsWith("equal"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    keyless | UPDATE shop.keyless SET b = '' WHERE a = 2
                    keyless | UPDATE shop.keyless SET b = 'N' WHERE a = 2 AND b IS NULL
                    keyless | UPDATE shop.keyless SET b = 'X' WHERE a = 1 LIMIT 1
                    keyless | UPDATE shop.keyless SET a = 1, b = 'x' WHERE a = 3
                    keyless | INSERT INTO shop.keyless VALUES (3, 'N')
                    keyless | DELETE FROM shop.keyless WHERE a = 1 LIMIT 1
                    wide | UPDATE shop.wide SET id = id - 1 WHERE id > 1
                    wide | UPDATE shop.wide SET d = d + 0.00001
                    wide | UPDATE shop.wide SET f = 1.2345679
                    wide | UPDATE shop.wide SET g = 1.234567890123457
                    wide | UPDATE shop.wide SET at = at + INTERVAL 1 MICROSECOND
                    wide | UPDATE shop.wide SET ts = ts + INTERVAL 1 MICROSECOND
                    wide | UPDATE shop.wide SET t = '01:02:03.000004' WHERE t IS NOT NULL
                    wide | UPDATE shop.wide SET y = 2025
                    wide | UPDATE shop.wide SET c = 'C' WHERE c IS NOT NULL
                    wide | UPDATE shop.wide SET u = 'e😀' WHERE u IS NOT NULL
                    wide | UPDATE shop.wide SET l = 'è' WHERE l IS NOT NULL
                    wide | UPDATE shop.wide SET b = x'00fe' WHERE b IS NOT NULL
                    wide | UPDATE shop.wide SET v = x'02' WHERE v IS NOT NULL
                    wide | UPDATE shop.wide SET e = 'b' WHERE e IS NOT NULL
                    wide | UPDATE shop.wide SET s = 'a' WHERE s IS NOT NULL
                    wide | UPDATE shop.wide SET bits = b'100' WHERE bits IS NOT NULL
                    wide | UPDATE shop.wide SET doc = '{"a": 2}' WHERE doc IS NOT NULL
                    wide | UPDATE shop.wide SET doc = 'null' WHERE doc IS NULL
                    wide | ALTER TABLE shop.wide ADD COLUMN more INT
                    empty | INSERT INTO shop.empty VALUES (0)
                    empty | DROP TABLE shop.empty
                    extra | CREATE TABLE shop.extra (id INT PRIMARY KEY)
                    """)
    void namesTheTableInWhichOneThingDiffers(final String table, final String change) throws SQLException {
        execute(right, change);

        final List<ComparedTable> different =
                compare().stream().filter(compared -> !compared.equal()).toList();

        assertThat(different).extracting(ComparedTable::table).containsExactly(TableId.of("shop", table));
        assertThat(ComparisonReport.of(different))
                .contains("shop." + table, different.get(0).verdict());
    }

    @Test
    void noticesADuplicateThatReplacesAnotherDuplicate() throws SQLException {
        execute(left, "INSERT INTO shop.keyless VALUES (8, 'a'), (8, 'a')");
        execute(right, "INSERT INTO shop.keyless VALUES (9, 'b'), (9, 'b')");

        assertThat(compare()).filteredOn(table -> !table.equal()).hasSize(1);
    }

    private static List<ComparedTable> compare() throws SQLException {
        return new TableComparison(left::connect, right::connect).compare(SCHEMAS);
    }

    private static void execute(final EmbeddedServer server, final String... statements) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            for (final String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
