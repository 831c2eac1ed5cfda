// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.row.CausalityKeys;
import io.tidemark.syncer.row.Column;
import io.tidemark.syncer.row.ColumnType;
import io.tidemark.syncer.row.KeyBuffer;
import io.tidemark.syncer.row.RowChange;
import io.tidemark.syncer.row.TableStructure;
import io.tidemark.syncer.row.UniqueIndex;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Asks MySQL which characters each of its collations takes as equal, and looks whether their causality keys are. */
class CollationMysqlIT {
    /** Texts that one or the other language takes for the first of them. */
    private static final String[][] ALIKE = {
        {"strasse", "straße", "STRASSE", "strässe", "strasse\u0001"},
        {"aether", "äther", "æther", "Aether"},
        {"oe", "ö", "œ", "Ø", "oê"},
        {"dz", "ǆ", "ǳ", "dž"},
        {"lj", "ǉ", "Ǉ"},
        {"th", "þ", "ð"},
        {"ij", "ĳ"},
        {"ffi", "ﬃ"},
        {"か", "が", "カ", "ガ", "ｶ"},
        {"1", "①", "１", "¹", "一"},
        {"v", "w", "u"},
        {"y", "ü", "i", "j"},
    };

    private static Connection connection;
    private final CausalityKeys keys = new CausalityKeys();
    private final KeyBuffer buffer = new KeyBuffer();

    @BeforeAll
    static void writeAllCharacters() throws SQLException {
        connection = TestServer.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS collations; CREATE DATABASE collations; USE collations;"
                    + "CREATE TABLE c (c VARCHAR(4) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL);"
                    + "SET SESSION cte_max_recursion_depth = 200000;"
                    + "INSERT INTO c WITH RECURSIVE s (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < 131071)"
                    + " SELECT CONVERT(CHAR(n USING utf32) USING utf8mb4) FROM s WHERE n NOT BETWEEN 55296 AND 57343");
        }
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    /** One that lacks the variants of another for the same letters is spared the time: what differs are the languages. */
    private static Map<String, String> collations() throws SQLException {
        final Map<String, String> collations = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT COLLATION_NAME, CHARACTER_SET_NAME FROM information_schema.COLLATIONS"
                                + " WHERE CHARACTER_SET_NAME = 'utf8mb4' AND (COLLATION_NAME LIKE '%0900_ai_ci'"
                                + " OR COLLATION_NAME LIKE '%zh_0900%' OR COLLATION_NAME LIKE '%ja_0900%'"
                                + " OR COLLATION_NAME LIKE '%_0900_bin' OR COLLATION_NAME = 'utf8mb4_0900_as_cs')"
                                + " OR COLLATION_NAME LIKE 'gb18030%'")) {
            while (rows.next()) {
                collations.put(rows.getString(1), rows.getString(2));
            }
        }
        return collations;
    }

    @Test
    void equalCharactersHaveEqualKeys() throws SQLException {
        final List<String> wrong = new ArrayList<>();
        for (final Map.Entry<String, String> collation : collations().entrySet()) {
            final TableStructure table = table(collation.getValue(), collation.getKey());
            final Map<String, Map<Long, String>> groups = new HashMap<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT c, CAST(b AS BINARY), HEX(WEIGHT_STRING(b COLLATE "
                            + collation.getKey() + ")) FROM (SELECT c, CONVERT(c USING " + collation.getValue()
                            + ") b FROM collations.c) d"
                            // what the character set does not have becomes a question mark
                            + " WHERE CONVERT(b USING utf8mb4) COLLATE utf8mb4_bin = c")) {
                while (rows.next()) {
                    groups.computeIfAbsent(rows.getString(3), weight -> new HashMap<>())
                            .putIfAbsent(key(table, rows.getBytes(2)), rows.getString(1));
                }
            }
            assertThat(groups).as(collation.getKey()).hasSizeGreaterThan(60);
            groups.forEach((weight, group) -> {
                if (group.size() > 1) {
                    wrong.add(collation.getKey() + " " + weight + " " + group.values());
                }
            });
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void equalTextsHaveEqualKeys() throws SQLException {
        final List<String> wrong = new ArrayList<>();
        for (final Map.Entry<String, String> collation : collations().entrySet()) {
            final TableStructure table = table(collation.getValue(), collation.getKey());
            for (final String[] texts : ALIKE) {
                final Map<String, Map<Long, String>> groups = new HashMap<>();
                for (final String text : texts) {
                    try (Statement statement = connection.createStatement();
                            ResultSet row = statement.executeQuery("SELECT CAST(b AS BINARY), HEX(WEIGHT_STRING(b"
                                    + " COLLATE " + collation.getKey() + ")) FROM (SELECT CONVERT('" + text + "' USING "
                                    + collation.getValue() + ") b) d")) {
                        row.next();
                        groups.computeIfAbsent(row.getString(2), weight -> new HashMap<>())
                                .put(key(table, row.getBytes(1)), text);
                    }
                }
                groups.values().stream()
                        .filter(group -> group.size() > 1)
                        .forEach(group -> wrong.add(collation.getKey() + " " + group.values()));
            }
        }
        assertThat(wrong).isEmpty();
    }

    private long key(final TableStructure table, final byte[] bytes) {
        keys.write(RowChange.insert(table, new Object[] {bytes}, false), buffer);
        return buffer.get(0);
    }

    private static TableStructure table(final String charset, final String collation) {
        return new TableStructure(
                TableId.of("db", "t"),
                List.of(new Column("c", ColumnType.TEXT, 0, false, charset, collation, Column.Generation.NONE)),
                List.of(new UniqueIndex("PRIMARY", List.of(new UniqueIndex.Part(0, 0)), false, true)));
    }
}
