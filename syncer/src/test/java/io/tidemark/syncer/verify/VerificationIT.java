// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.syncer.failure.OperatorException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationIT {
    private static VerifiedPair servers;

    @BeforeAll
    static void start() {
        servers = new VerifiedPair();
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @BeforeEach
    void emptySchema() throws Exception {
        servers.reset();
    }

    private static final String WRITTEN =
            "small, filled, d, f, g, bits, at, ts, t, day, y, c, v, u, l, gbk, wide16, raw,"
                    + " bytes, b, e, s, doc, place, ip, tag, hidden";

    private static void everyType() throws Exception {
        servers.onBoth(
                "CREATE TABLE shop.wide (id BIGINT UNSIGNED PRIMARY KEY, small TINYINT, filled INT(8) ZEROFILL,"
                        + " d DECIMAL(65,30), f FLOAT, g DOUBLE, bits BIT(64), at DATETIME(6), ts TIMESTAMP(6) NULL,"
                        + " t TIME(6), day DATE, y YEAR, c CHAR(10), v VARCHAR(20), u TEXT,"
                        + " l VARCHAR(10) CHARACTER SET latin1, gbk VARCHAR(10) CHARACTER SET gbk,"
                        + " wide16 VARCHAR(10) CHARACTER SET utf16, raw BINARY(4), bytes VARBINARY(10), b LONGBLOB,"
                        + " e ENUM('', 'a','b'), s SET('a','b'), doc JSON, place GEOMETRY, ip INET6, tag UUID,"
                        + " twice INT AS (small * 2) VIRTUAL, kept INT AS (small + 1) STORED,"
                        + " hidden INT INVISIBLE) DEFAULT CHARACTER SET utf8mb4",
                "INSERT INTO shop.wide (id, " + WRITTEN + ") VALUES (18446744073709551615, -128, 7,"
                        + " 12345678901234567890123456789012345.123456789012345678901234567890, 1.2345678,"
                        + " 1.234567890123456e-300, b'1000000000000000000000000000000000000000000000000000000000000001',"
                        + " '2024-01-02 03:04:05.000006', '2024-03-31 02:30:00.000006', '-838:59:58.000004',"
                        + " '0000-00-00', 2024, 'c', 'v ', 'é😀', 'é', '中', 'é😀', x'0100', x'00ff00', x'00ff', 'a',"
                        + " 'a,b', '{\"a\": 1}', ST_GeomFromText('POINT(1 2)'), '2001:db8::1',"
                        + " '123e4567-e89b-12d3-a456-426655440000', 5),"
                        + " (2, 1, 0, 0, -0.0, 1.7976931348623157e308, b'0', '0000-00-00 00:00:00', NULL, '0:0:0',"
                        + " '9999-12-31', 0, '', '', '', '', '', '', '', '', '', 'wrong', '', '{}', NULL, '::',"
                        + " '00000000-0000-0000-0000-000000000000', NULL), (1" + ", NULL".repeat(27) + ")");
    }

    @Test
    void findsEqualSidesEqualInEveryType() throws Exception {
        everyType();

        final JsonNode report = servers.verify(VerifiedPair.options(2));

        assertThat(report.at("/equal").asBoolean()).as(report.toString()).isTrue();
        assertThat(report.at("/tables/0/rows").asLong()).isEqualTo(3);
        assertThat(report.at("/tables/0/chunks").asLong()).isEqualTo(2);
    }

    /** Of each column one or more changes that are hard to see, to a row full of values, of NULLs, or of empty values. */
    private static final String CHANGES = """
                    small | nulls | small = 1
                    d | full | d = d + 0.000000000000000000000000000001
                    f | full | f = 1.2345679
                    g | full | g = 1.234567890123457e-300
                    bits | full | bits = b'1000000000000000000000000000000000000000000000000000000000000000'
                    at | full | at = at + INTERVAL 1 MICROSECOND
                    ts | full | ts = ts + INTERVAL 1 MICROSECOND
                    t | full | t = '838:59:58.000004'
                    day | full | day = '0001-01-01'
                    y | full | y = 2025
                    c | full | c = 'C'
                    v | full | v = 'v'
                    v | zeros | v = NULL
                    u | full | u = 'e😀'
                    l | full | l = 'è'
                    gbk | full | gbk = '国'
                    wide16 | full | wide16 = 'é'
                    raw | full | raw = x'0101'
                    bytes | full | bytes = x'00ff'
                    b | full | b = x'00fe'
                    b | nulls | b = ''
                    e | zeros | e = ''
                    s | full | s = 'a'
                    doc | full | doc = '{"a": 2}'
                    place | full | place = ST_GeomFromText('POINT(2 1)')
                    ip | full | ip = '2001:db8::2'
                    tag | full | tag = '123e4567-e89b-12d3-a456-426655440001'
                    hidden | full | hidden = 6
                    """;

    @Test
    void namesEachRowAndColumnThatDiffersInEveryType() throws Exception {
        everyType();
        final List<String> changes = CHANGES.lines().toList();
        final List<String> copies = new ArrayList<>();
        final List<String> expected = new ArrayList<>();
        final List<String> updates = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            final String[] parts = changes.get(i).split("\\|", 3);
            final int id = 100 + i;
            final String from = Map.of("full", "id > 1000", "nulls", "id = 1", "zeros", "id = 2")
                    .get(parts[1].strip());
            copies.add("INSERT INTO shop.wide (id, " + WRITTEN + ") SELECT " + id + ", " + WRITTEN
                    + " FROM shop.wide WHERE " + from);
            updates.add("UPDATE shop.wide SET " + parts[2].strip() + " WHERE id = " + id);
            expected.add(id + " " + parts[0].strip());
        }
        servers.onBoth(copies.toArray(String[]::new));
        VerifiedPair.execute(servers.down(), updates.toArray(String[]::new));

        final JsonNode table = servers.verify(VerifiedPair.options(7)).at("/tables/0");

        assertThat(table.at("/differences"))
                .extracting(row ->
                        row.at("/key/id").asText() + ' ' + row.at("/columns/0").asText())
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void namesRowsThatOneSideDoesNotHave() throws Exception {
        servers.onBoth(
                "CREATE TABLE shop.t (id INT PRIMARY KEY, v INT)",
                "INSERT INTO shop.t SELECT seq, seq FROM shop.seq_1_to_100");
        VerifiedPair.execute(
                servers.down(),
                "DELETE FROM shop.t WHERE id IN (1, 50)",
                "INSERT INTO shop.t VALUES (0, 0), (101, 0), (-5, 0)",
                "UPDATE shop.t SET v = 0 WHERE id = 100");

        final JsonNode table = servers.verify(VerifiedPair.options(10)).at("/tables/0");

        assertThat(table.at("/missing").asLong()).isEqualTo(2);
        assertThat(table.at("/extra").asLong()).isEqualTo(3);
        assertThat(table.at("/differing").asLong()).isEqualTo(1);
        assertThat(table.at("/rows").asLong()).isEqualTo(100);
        assertThat(table.at("/targetRows").asLong()).isEqualTo(101);
        assertThat(table.at("/verdict").asText()).isEqualTo("different");
    }

    @Test
    void comparesTablesWithoutAKeyAsAWhole() throws Exception {
        servers.onBoth(
                "CREATE TABLE shop.equal (a INT, b VARCHAR(10), UNIQUE (a))",
                "CREATE TABLE shop.other (a INT)",
                "INSERT INTO shop.other VALUES (1), (1), (2)");
        VerifiedPair.execute(servers.up(), "INSERT INTO shop.equal VALUES (1, 'x'), (2, NULL), (NULL, '')");
        VerifiedPair.execute(servers.down(), "INSERT INTO shop.equal VALUES (NULL, ''), (2, NULL), (1, 'x')");
        VerifiedPair.execute(servers.down(), "UPDATE shop.other SET a = 2 WHERE a = 1 LIMIT 1");

        final JsonNode tables = servers.verify(VerifiedPair.options(2)).at("/tables");

        assertThat(tables.at("/0/verdict").asText()).isEqualTo("equal");
        assertThat(tables.at("/0/notes/0").asText()).contains("no key");
        assertThat(tables.at("/1/verdict").asText()).isEqualTo("different");
        assertThat(tables.at("/1/differences"))
                .hasSize(2)
                .allMatch(row -> row.at("/kind").asText().equals("differs"));
    }

    @Test
    void reportsStructuresThatDiffer() throws Exception {
        servers.onBoth("CREATE TABLE shop.same (id INT PRIMARY KEY)");
        VerifiedPair.execute(
                servers.up(),
                "CREATE TABLE shop.cols (id INT PRIMARY KEY, a INT, gone INT)",
                "INSERT INTO shop.cols VALUES (1, 2, 3)",
                "CREATE TABLE shop.up_only (id INT)");
        VerifiedPair.execute(
                servers.down(),
                "CREATE TABLE shop.cols (id BIGINT PRIMARY KEY, a VARCHAR(5), more INT)",
                "INSERT INTO shop.cols VALUES (1, '2', 3)",
                "CREATE TABLE shop.down_only (id INT)");

        final JsonNode report = servers.verify(VerifiedPair.options(10));

        assertThat(report.at("/tables"))
                .extracting(table ->
                        table.at("/table").asText() + ' ' + table.at("/verdict").asText())
                .containsExactly(
                        "shop.up_only missing-downstream",
                        "shop.down_only missing-upstream",
                        "shop.cols different",
                        "shop.same equal");
        final JsonNode cols = report.at("/tables/2");
        assertThat(cols.at("/structure"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "column `gone` int(11) is missing downstream", "column `more` int(11) is downstream only");
        assertThat(cols.at("/notes"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "column `id`: type int upstream, bigint downstream",
                        "column `a`: type int upstream, varchar(5) downstream");
        assertThat(cols.at("/differing").asLong()).isZero();
    }

    @Test
    void comparesTheTablesThatAreAskedForOnly() throws Exception {
        servers.onBoth(
                "CREATE TABLE shop.a_1 (id INT PRIMARY KEY)",
                "CREATE TABLE shop.a_22 (id INT PRIMARY KEY)",
                "CREATE TABLE shop.b (id INT PRIMARY KEY)");

        assertThat(servers.verify(VerifiedPair.options(10, Optional.empty(), List.of("shop.a_?", "*.b")))
                        .at("/tables"))
                .extracting(table -> table.at("/table").asText())
                .containsExactly("shop.a_1", "shop.b");
        assertThatThrownBy(() -> servers.verify(VerifiedPair.options(10, Optional.empty(), List.of("shop.x*"))))
                .isInstanceOf(OperatorException.class)
                .hasMessage("there is no table to compare: none is called shop.x*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a VARCHAR(12) COLLATE utf8mb4_unicode_ci, b INT | PRIMARY KEY (a, b)",
                "a VARCHAR(12) COLLATE utf8mb4_bin, b VARBINARY(6) | PRIMARY KEY (b, a)",
                "a CHAR(12) COLLATE utf8mb4_general_ci, b DECIMAL(20,10) | PRIMARY KEY (b, a)",
                "a VARCHAR(12) COLLATE utf8mb4_unicode_ci NOT NULL, b BIGINT UNSIGNED NOT NULL | UNIQUE (a, b)",
                "a VARCHAR(12) CHARACTER SET utf16 COLLATE utf16_unicode_ci, b TIMESTAMP(6) | PRIMARY KEY (b, a)",
                "a VARCHAR(12) COLLATE utf8mb4_unicode_ci, b TIME(3) | PRIMARY KEY (a, b)",
            })
    void coversEveryRowExactlyOnceByItsChunks(final String definition) throws Exception {
        final String[] parts = definition.split(" \\| ", 2);
        servers.onBoth("CREATE TABLE shop.k (" + parts[0] + ", n INT, " + parts[1] + ") DEFAULT CHARACTER SET utf8mb4");
        final Random random = new Random(definition.hashCode());
        fill(random, 150);
        VerifiedPair.execute(
                servers.down(), "DELETE FROM shop.k WHERE n % 10 = 3", "UPDATE shop.k SET n = -1 WHERE n = 0");

        try (Connection left = SideReader.prepare(servers.up().connect());
                Connection right = SideReader.prepare(servers.down().connect())) {
            final TablePair table = new TablePair(shape(left), shape(right));
            assertThat(table.key().orElseThrow().isRanged()).isTrue();
            final SideReader upstream = new SideReader(left, table, Side.LEFT);
            final SideReader downstream = new SideReader(right, table, Side.RIGHT);
            final Set<List<String>> all = upstream.hashes(KeyRange.ALL).keySet();
            final Set<List<String>> allRight = downstream.hashes(KeyRange.ALL).keySet();
            for (final int size : List.of(1, 7, 1000)) {
                final List<List<String>> seen = new ArrayList<>();
                final List<List<String>> seenRight = new ArrayList<>();
                List<String> after = List.of();
                do {
                    final List<String> upTo = upstream.boundary(after, size);
                    final KeyRange range = new KeyRange(after, upTo);
                    seen.addAll(upstream.hashes(range).keySet());
                    seenRight.addAll(downstream.hashes(range).keySet());
                    assertThat(upstream.digest(range).rows())
                            .isEqualTo(upstream.hashes(range).size());
                    after = upTo;
                } while (!after.isEmpty());
                assertThat(seen).doesNotHaveDuplicates().hasSize(all.size());
                assertThat(new HashSet<>(seen)).isEqualTo(all);
                assertThat(seenRight).doesNotHaveDuplicates().hasSize(allRight.size());
                assertThat(new HashSet<>(seenRight)).isEqualTo(allRight);
            }
        }
        final JsonNode report = servers.verify(VerifiedPair.options(17)).at("/tables/0");
        assertThat(report.at("/missing").asLong())
                .isEqualTo(
                        report.at("/rows").asLong() - report.at("/targetRows").asLong());
        assertThat(report.at("/differing").asLong()).isEqualTo(1);
    }

    /** Texts that collations order in their own ways, and numbers that are times as well. */
    private static void fill(final Random random, final int rows) throws Exception {
        final String letters = "aAbBéÉeßsSñ_-'\\\"% 中文😀zZ";
        final int[] points = letters.codePoints().toArray();
        try (Connection up = servers.up().connect();
                Connection down = servers.down().connect()) {
            for (int i = 0; i < rows; i++) {
                final StringBuilder text = new StringBuilder();
                for (int length = random.nextInt(4); length > 0; length--) {
                    text.appendCodePoint(points[random.nextInt(points.length)]);
                }
                final String number = "20" + (10 + random.nextInt(3)) + "0102";
                if (insert(up, text.toString(), number, i) > 0) {
                    insert(down, text.toString(), number, i);
                }
            }
        }
    }

    private static int insert(final Connection connection, final String a, final String b, final int n)
            throws Exception {
        try (PreparedStatement statement = connection.prepareStatement("INSERT IGNORE INTO shop.k VALUES (?, ?, ?)")) {
            statement.setString(1, a);
            statement.setString(2, b);
            statement.setInt(3, n);
            return statement.executeUpdate();
        }
    }

    private static TableShape shape(final Connection connection) throws Exception {
        return new ShapeReader(connection).tables("shop").values().iterator().next();
    }

    @Test
    void comparesAKeyThatIsOrderedInAnotherWayAtOneGo() throws Exception {
        servers.onBoth("CREATE TABLE shop.e (e ENUM('z','a','m') PRIMARY KEY, v INT)");
        VerifiedPair.execute(servers.up(), "CREATE TABLE shop.c (c VARCHAR(5) COLLATE utf8mb4_unicode_ci PRIMARY KEY)");
        VerifiedPair.execute(servers.down(), "CREATE TABLE shop.c (c VARCHAR(5) COLLATE utf8mb4_bin PRIMARY KEY)");
        servers.onBoth(
                "INSERT INTO shop.e VALUES ('z', 1), ('a', 2), ('m', 3)",
                "INSERT INTO shop.c VALUES ('é'), ('Z'), ('a')");
        VerifiedPair.execute(
                servers.down(), "UPDATE shop.e SET v = 4 WHERE e = 'a'", "UPDATE shop.c SET c = 'A' WHERE c = 'a'");

        final JsonNode tables = servers.verify(VerifiedPair.options(1)).at("/tables");

        assertThat(tables.at("/0/chunks").asLong()).isEqualTo(1);
        assertThat(tables.at("/0/missing").asLong()).isEqualTo(1);
        assertThat(tables.at("/0/extra").asLong()).isEqualTo(1);
        assertThat(tables.at("/1/differences/0/key/e").asText()).isEqualTo("a");
        assertThat(tables.at("/1/differing").asLong()).isEqualTo(1);
    }

    @Test
    void comparesAHundredThousandRowsInChunks() throws Exception {
        servers.onBoth(
                "CREATE TABLE shop.big (id INT PRIMARY KEY, v VARCHAR(100))",
                "INSERT INTO shop.big SELECT seq, REPEAT('x', seq % 100) FROM shop.seq_1_to_100000");
        VerifiedPair.execute(servers.down(), "UPDATE shop.big SET v = 'y' WHERE id = 77777");

        final JsonNode table = servers.verify(VerifiedPair.options(VerifyOptions.DEFAULT_CHUNK_ROWS))
                .at("/tables/0");

        assertThat(table.at("/rows").asLong()).isEqualTo(100_000);
        assertThat(table.at("/chunks").asLong()).isEqualTo(11);
        assertThat(table.at("/differences")).hasSize(1);
        assertThat(table.at("/differences/0/key/id").asText()).isEqualTo("77777");
    }

    @Test
    void goesOnWhereAStoppedOneWas(@TempDir final Path directory) throws Exception {
        servers.onBoth(
                "CREATE TABLE shop.a (id INT PRIMARY KEY)",
                "CREATE TABLE shop.b (id INT PRIMARY KEY)",
                "INSERT INTO shop.a SELECT seq FROM shop.seq_1_to_50",
                "INSERT INTO shop.b SELECT seq FROM shop.seq_1_to_100");
        VerifiedPair.execute(servers.down(), "DELETE FROM shop.b WHERE id IN (2, 99)");
        final Optional<Path> state = Optional.of(directory.resolve("state.json"));
        final VerifyOptions options = VerifiedPair.options(10, state, List.of());
        final StringWriter out = new StringWriter();
        final Verification[] first = new Verification[1];
        // it is told to stop when it looks again at what differs, long before its end
        final PrintWriter progress = new PrintWriter(new StringWriter()) {
            @Override
            public void println(final String line) {
                first[0].stop();
            }
        };
        first[0] = new Verification(servers.task(), options, new PrintWriter(out), progress);

        assertThat(first[0].run()).isEmpty();
        assertThat(out.toString()).isEmpty();
        assertThat(state.orElseThrow()).exists();

        final JsonNode report = servers.verify(options);

        assertThat(report.at("/tables/0/rows").asLong()).isEqualTo(50);
        assertThat(report.at("/tables/1/rows").asLong()).isEqualTo(100);
        assertThat(report.at("/tables/1/missing").asLong()).isEqualTo(2);
        assertThat(state.orElseThrow()).doesNotExist();
    }

    @Test
    void refusesAStateThatIsNotItsOwn(@TempDir final Path directory) throws Exception {
        final Path state = Files.writeString(directory.resolve("state.json"), "{\"task\": \"another\"}");

        assertThatThrownBy(() -> servers.verify(VerifiedPair.options(10, Optional.of(state), List.of())))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("is not the state of task checked");
    }
}
