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
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Asks a server which characters its collations take as equal, and looks whether their causality keys are. */
class CollationIT {
    private static Connection connection;
    private final CausalityKeys keys = new CausalityKeys();
    private final KeyBuffer buffer = new KeyBuffer();

    @BeforeAll
    static void writeAllCharacters() throws SQLException {
        connection = TestServer.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE OR REPLACE DATABASE collations; USE collations;"
                    + "CREATE TABLE c (c VARCHAR(4) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL);"
                    + "INSERT INTO c SELECT CONVERT(CHAR(seq USING utf32) USING utf8mb4) FROM seq_1_to_131071"
                    + " WHERE seq NOT BETWEEN 55296 AND 57343");
        }
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    @ParameterizedTest
    @CsvSource({
        "utf8mb4, utf8mb4_general_ci",
        "utf8mb4, utf8mb4_unicode_ci",
        "utf8mb4, utf8mb4_unicode_520_ci",
        "utf8mb4, utf8mb4_uca1400_ai_ci",
        "utf8mb4, utf8mb4_uca1400_as_cs",
        "utf8mb4, utf8mb4_bin",
        "utf8mb4, utf8mb4_german2_ci",
        "utf8mb4, utf8mb4_danish_ci",
        "utf8mb4, utf8mb4_swedish_ci",
        "utf8mb4, utf8mb4_uca1400_roman_ai_ci",
        "utf8mb4, utf8mb4_lithuanian_ci",
        "utf8mb4, utf8mb4_turkish_ci",
        "latin1, latin1_swedish_ci",
        "latin1, latin1_german2_ci",
        "latin2, latin2_hungarian_ci",
        "cp1251, cp1251_ukrainian_ci",
        "cp1257, cp1257_lithuanian_ci",
        "koi8r, koi8r_general_ci",
        "macce, macce_general_ci",
        "tis620, tis620_thai_ci",
        "gbk, gbk_chinese_ci",
        "big5, big5_chinese_ci",
        "sjis, sjis_japanese_ci",
        "euckr, euckr_korean_ci",
    })
    void equalCharactersHaveEqualKeys(final String charset, final String collation) throws SQLException {
        final TableStructure table = table(charset, collation);
        final Map<String, Map<Long, String>> groups = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT c, CAST(b AS BINARY), HEX(WEIGHT_STRING(b COLLATE " + collation + "))"
                                + " FROM (SELECT c, CONVERT(c USING " + charset + ") b FROM collations.c) d"
                                // what the character set does not have becomes a question mark
                                + " WHERE CONVERT(b USING utf8mb4) COLLATE utf8mb4_bin = c")) {
            while (rows.next()) {
                final String character = rows.getString(1);
                groups.computeIfAbsent(rows.getString(3), weight -> new HashMap<>())
                        .putIfAbsent(key(table, rows.getBytes(2)), character);
            }
        }
        assertThat(groups).hasSizeGreaterThan(60);
        assertThat(groups.values()).allSatisfy(group -> assertThat(group).hasSize(1));
    }

    @Test
    void mostCharactersOfKeysStayApart() {
        final TableStructure table = table("utf8mb4", "utf8mb4_general_ci");
        final Map<Long, Character> seen = new HashMap<>();
        for (final char c : "0123456789BCDFGHKLMNPQRTX一丁七".toCharArray()) {
            assertThat(seen.put(key(table, String.valueOf(c).getBytes(StandardCharsets.UTF_8)), c))
                    .isNull();
        }
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
