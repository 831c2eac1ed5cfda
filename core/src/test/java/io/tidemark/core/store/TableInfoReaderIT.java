// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.schema.ColumnFlag;
import io.tidemark.core.schema.ColumnInfo;
import io.tidemark.core.schema.IndexInfo;
import io.tidemark.core.schema.IndexInfo.Part;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.schema.TableInfo;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(MariaDbExtension.class)
class TableInfoReaderIT {
    private static final String SCHEMA = "read me`é";
    private static final TableId TABLE = TableId.of(SCHEMA, "T");

    private MariaDbServer server;

    @BeforeEach
    void createSchema(final MariaDbServer shared) throws Exception {
        server = shared;
        final String schema = SCHEMA.replace("`", "``");
        server.execute("DROP SCHEMA IF EXISTS `" + schema + "`", "CREATE SCHEMA `" + schema + "` CHARSET utf8mb4");
    }

    @Test
    void readsDefaults() throws Exception {
        create("nothing INT, nul INT DEFAULT NULL, num INT DEFAULT -7, zero INT(4) ZEROFILL DEFAULT 42,"
                + " dec1 DECIMAL(5,2) DEFAULT 1.5, flo DOUBLE DEFAULT 1e30, txt VARCHAR(99) DEFAULT 'it''s \\\\ \"é\"',"
                + " nulltxt VARCHAR(9) DEFAULT 'NULL', empty VARCHAR(9) NOT NULL DEFAULT '',"
                + " numtxt VARCHAR(9) DEFAULT '7', now1 TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,"
                + " now6 DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6), utc TIMESTAMP NULL DEFAULT '2020-06-01 12:00:00',"
                + " day DATE DEFAULT '2020-06-01', today DATE DEFAULT CURDATE(), bits BIT(10) DEFAULT b'1010000001',"
                + " nobits BIT(3) DEFAULT 0, bin BINARY(4) DEFAULT 'ab', vbin VARBINARY(4) DEFAULT x'4100',"
                + " en ENUM('a','b') NOT NULL DEFAULT 'b', se SET('a','b') DEFAULT 'a,b', id CHAR(36) DEFAULT UUID(),"
                + " sum INT DEFAULT (1 + 2), expr VARCHAR(9) DEFAULT CONCAT('a', 'b'), te TEXT DEFAULT 'x',"
                + " y YEAR NOT NULL DEFAULT 1999");

        final Map<String, ColumnInfo> columns = columns(read(TABLE));

        assertThat(columns.values().stream()
                        .filter(column -> !column.defaultIsExpression())
                        .collect(Collectors.toMap(ColumnInfo::name, column -> column.defaultValue()
                                .orElse("none"))))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("nothing", "none"),
                        Map.entry("nul", "none"),
                        Map.entry("num", "-7"),
                        Map.entry("zero", "42"),
                        Map.entry("dec1", "1.50"),
                        Map.entry("flo", "1e30"),
                        Map.entry("txt", "it's \\ \"é\""),
                        Map.entry("nulltxt", "NULL"),
                        Map.entry("empty", ""),
                        Map.entry("numtxt", "7"),
                        Map.entry("now1", "CURRENT_TIMESTAMP"),
                        Map.entry("now6", "CURRENT_TIMESTAMP"),
                        Map.entry("utc", "2020-06-01 12:00:00"),
                        Map.entry("day", "2020-06-01"),
                        Map.entry("today", "CURRENT_DATE"),
                        Map.entry("bits", "\u0002\u0081"),
                        Map.entry("nobits", "\0"),
                        Map.entry("bin", "ab\0\0"),
                        Map.entry("vbin", "A\0"),
                        Map.entry("en", "b"),
                        Map.entry("se", "a,b"),
                        Map.entry("te", "x"),
                        Map.entry("y", "1999")));
        assertThat(columns.values().stream()
                        .filter(ColumnInfo::defaultIsExpression)
                        .collect(Collectors.toMap(ColumnInfo::name, column -> column.defaultValue()
                                .orElse("none"))))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("id", "uuid()", "sum", "(1 + 2)", "expr", "concat('a','b')"));
        assertThat(columns.values()).noneMatch(column -> column.type().has(ColumnFlag.NO_DEFAULT));
    }

    @Test
    void readsTimestampDefaultsInUtcAndLeavesTheSessionAsItWas() throws Exception {
        try (Connection connection = server.connect();
                var statement = connection.createStatement()) {
            statement.execute("SET time_zone = '+05:30'");
            statement.execute("CREATE TABLE " + TABLE + " (t TIMESTAMP NOT NULL DEFAULT '2020-06-01 05:30:00')");
            final TableInfo info = new TableInfoReader(connection).read(TABLE).orElseThrow();
            assertThat(info.columns().get(0).defaultValue()).contains("2020-06-01 00:00:00");
            try (var zone = statement.executeQuery("SELECT @@time_zone")) {
                assertThat(zone.next()).isTrue();
                assertThat(zone.getString(1)).isEqualTo("+05:30");
            }
        }
    }

    @Test
    void readsKeys() throws Exception {
        create("a INT AUTO_INCREMENT, b VARCHAR(20) NOT NULL, c INT, d BLOB, e INT, f TEXT,"
                + " KEY plain (e), KEY `pre ``fix` (b(3), d(7)), UNIQUE KEY two (c, b), UNIQUE KEY one (e),"
                + " KEY unseen (c) IGNORED, UNIQUE KEY hashed (f), FULLTEXT KEY words (f), PRIMARY KEY (a, b)");

        final TableInfo info = read(TABLE);

        assertThat(info.indexes())
                .containsExactlyInAnyOrder(
                        new IndexInfo("PRIMARY", List.of(whole("a", 0), whole("b", 1)), true, true),
                        new IndexInfo("two", List.of(whole("c", 2), whole("b", 1)), true, false),
                        new IndexInfo("one", List.of(whole("e", 4)), true, false),
                        new IndexInfo("hashed", List.of(whole("f", 5)), true, false),
                        new IndexInfo("plain", List.of(whole("e", 4)), false, false),
                        new IndexInfo("pre `fix", List.of(new Part("b", 1, 3), new Part("d", 3, 7)), false, false),
                        new IndexInfo("unseen", List.of(whole("c", 2)), false, false));
        assertThat(info.indexes().get(0).primary()).isTrue();
        assertThat(info.columns())
                .extracting(column -> column.type().flags())
                .containsExactly(
                        ColumnFlag.NOT_NULL | ColumnFlag.PRIMARY_KEY | ColumnFlag.AUTO_INCREMENT,
                        ColumnFlag.NOT_NULL | ColumnFlag.PRIMARY_KEY | ColumnFlag.MULTIPLE_KEY | ColumnFlag.NO_DEFAULT,
                        ColumnFlag.MULTIPLE_KEY,
                        ColumnFlag.BINARY,
                        ColumnFlag.UNIQUE_KEY | ColumnFlag.MULTIPLE_KEY,
                        ColumnFlag.UNIQUE_KEY);
        assertThat(info.json()).contains("\"is_invisible\":true");
    }

    @Test
    void readsGeneratedColumns() throws Exception {
        create("a INT, `b ``'` VARCHAR(9), v INT AS (a + 1) VIRTUAL,"
                + " s VARCHAR(30) AS (CONCAT(`b ``'`, 'it''s `a`')) STORED COMMENT 'so', plain INT");

        final TableInfo info = read(TABLE);

        final Map<String, ColumnInfo> columns = columns(info);
        assertThat(columns.get("v").generatedExpression()).isEqualTo("`a` + 1");
        assertThat(columns.get("v").generatedStored()).isFalse();
        assertThat(columns.get("s").generatedExpression()).startsWith("concat(`b ``'`,'it");
        assertThat(columns.get("s").generatedStored()).isTrue();
        assertThat(columns.get("s").comment()).isEqualTo("so");
        assertThat(columns.get("plain").isGenerated()).isFalse();
        assertThat(info.json()).contains("\"dependences\":{\"a\":{}}", "\"dependences\":{\"b `'\":{}}");
    }

    @Test
    void readsHostileNames() throws Exception {
        for (final String name :
                List.of("`", "a`.`b", "x'; DROP TABLE y; --", "Größe\"\\", "名列", "é".repeat(64), "%", "T_")) {
            final TableId table = TableId.of(SCHEMA, name);
            final String column = name.replace("`", "``");
            server.execute("CREATE TABLE " + table + " (`" + column + "` INT, UNIQUE KEY `" + column + "` (`" + column
                    + "`)) COMMENT = 'so'");
            final TableInfo info = read(table);
            assertThat(info.name()).isEqualTo(name);
            assertThat(info.columns()).extracting(ColumnInfo::name).containsExactly(name);
            assertThat(info.indexes()).containsExactly(new IndexInfo(name, List.of(whole(name, 0)), true, false));
            assertThat(TableInfo.parse(info.json())).isEqualTo(info);
        }
    }

    @Test
    void tellsTablesApartWhoseNamesTheServerFindsAlike() throws Exception {
        for (final String name : List.of("cafe", "Cafe", "café")) {
            server.execute("CREATE TABLE " + TableId.of(SCHEMA, name) + " (`of " + name + "` INT PRIMARY KEY)");
        }
        for (final String name : List.of("cafe", "Cafe", "café")) {
            final TableInfo info = read(TableId.of(SCHEMA, name));
            assertThat(info.columns()).extracting(ColumnInfo::name).containsExactly("of " + name);
            assertThat(info.indexes()).hasSize(1);
        }
    }

    @Test
    void readsATableWithSystemVersions() throws Exception {
        server.execute("CREATE TABLE " + TABLE + " (a INT, s TIMESTAMP(6) GENERATED ALWAYS AS ROW START,"
                + " e TIMESTAMP(6) GENERATED ALWAYS AS ROW END, PERIOD FOR SYSTEM_TIME(s, e)) WITH SYSTEM VERSIONING");
        assertThat(read(TABLE).columns()).hasSize(3).noneMatch(ColumnInfo::isGenerated);
    }

    @Test
    void findsNeitherViewsNorWhatIsNotThere() throws Exception {
        final TableId view = TableId.of(SCHEMA, "V");
        server.execute("CREATE VIEW " + view + " AS SELECT 1");
        try (Connection connection = server.connect()) {
            final TableInfoReader reader = new TableInfoReader(connection);
            assertThat(reader.read(view)).isEmpty();
            assertThat(reader.read(TableId.of(SCHEMA, "gone"))).isEmpty();
            assertThat(reader.read(TableId.of("gone", "gone"))).isEmpty();
        }
    }

    private void create(final String columns) throws Exception {
        server.execute("CREATE TABLE " + TABLE + " (" + columns + ") COLLATE utf8mb4_unicode_ci");
    }

    private TableInfo read(final TableId table) throws Exception {
        try (Connection connection = server.connect()) {
            return new TableInfoReader(connection).read(table).orElseThrow();
        }
    }

    private static Map<String, ColumnInfo> columns(final TableInfo info) {
        return info.columns().stream().collect(Collectors.toMap(ColumnInfo::name, Function.identity()));
    }

    private static Part whole(final String name, final int offset) {
        return new Part(name, offset, Part.WHOLE);
    }
}
