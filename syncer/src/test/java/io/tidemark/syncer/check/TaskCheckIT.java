// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.Location;
import io.tidemark.pipeline.FlushMode;
import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.embedded.EmbeddedServerOptions;
import io.tidemark.syncer.replication.Replication;
import io.tidemark.syncer.replication.RunOptions;
import io.tidemark.syncer.replication.StatusFormat;
import io.tidemark.syncer.routing.BlockAllowList;
import io.tidemark.syncer.routing.EventFilter;
import io.tidemark.syncer.routing.RuleTexts;
import io.tidemark.syncer.routing.TableRules;
import io.tidemark.syncer.source.Upstream;
import io.tidemark.syncer.task.Delivery;
import io.tidemark.syncer.task.Server;
import io.tidemark.syncer.task.Source;
import io.tidemark.syncer.task.SyncerSettings;
import io.tidemark.syncer.task.Task;
import io.tidemark.syncer.verify.ComparedTable;
import io.tidemark.syncer.verify.TableComparison;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a check finds on real servers, with the accounts that the documentation recommends. */
class TaskCheckIT {
    private static final String PASSWORD = "of-the-test";
    private static final List<String> READER =
            List.of("REPLICATION SLAVE ON *.*", "REPLICATION CLIENT ON *.*", "SELECT ON `shop`.*");
    private static final List<String> WRITER = List.of(
            "SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX ON `shop`.*",
            "SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER ON `dm_meta`.*",
            "PROCESS ON *.*");

    private static EmbeddedServer up;
    private static EmbeddedServer down;

    private Optional<Location> start;
    private Server reader;
    private Server writer;

    @BeforeAll
    static void open() {
        up = EmbeddedServer.open(EmbeddedServerOptions.downstream().asUpstream(1));
        // with binlogs, which show whatever is written
        down = EmbeddedServer.open(EmbeddedServerOptions.downstream().asUpstream(2));
    }

    @AfterAll
    static void close() {
        up.close();
        down.close();
    }

    @BeforeEach
    void reset() throws SQLException {
        for (final EmbeddedServer server : List.of(up, down)) {
            execute(
                    server,
                    "SET GLOBAL gtid_strict_mode = ON",
                    "DROP DATABASE IF EXISTS shop",
                    "CREATE DATABASE shop",
                    "CREATE TABLE shop.orders (id INT PRIMARY KEY, note VARCHAR(50), total DECIMAL(10, 2)) ENGINE=InnoDB");
        }
        execute(down, "DROP DATABASE IF EXISTS dm_meta");
        account(up, "reader", READER);
        account(down, "writer", WRITER);
        reader = new Server("127.0.0.1", up.server().port(), "reader", PASSWORD);
        writer = new Server("127.0.0.1", down.server().port(), "writer", PASSWORD);
        start = Optional.of(end(up));
    }

    private static void account(final EmbeddedServer server, final String name, final List<String> grants)
            throws SQLException {
        execute(server, "CREATE OR REPLACE USER " + name + "@'127.0.0.1' IDENTIFIED BY '" + PASSWORD + "'");
        for (final String grant : grants) {
            execute(server, "GRANT " + grant + " TO " + name + "@'127.0.0.1'");
        }
    }

    private static void execute(final EmbeddedServer server, final String... statements) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            for (final String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static Location end(final EmbeddedServer server) {
        try (Upstream upstream = Upstream.connect(server.server())) {
            return upstream.currentLocation();
        }
    }

    private Task task() {
        return new Task(
                "shop",
                Task.DEFAULT_META_SCHEMA,
                writer,
                new Source("s", reader, OptionalLong.empty(), start, Optional.empty()),
                new SyncerSettings(2, 20, Duration.ofMillis(50), false, true, FlushMode.ASYNC, Delivery.EXACTLY_ONCE));
    }

    private List<Finding> check() {
        return new TaskCheck(task(), next -> {}).run();
    }

    private List<Finding> check(final TableRules rules) {
        final Task task = task();
        return new TaskCheck(
                        new Task(
                                task.name(),
                                task.metaSchema(),
                                task.target(),
                                task.source(),
                                task.syncer(),
                                task.ddl(),
                                rules),
                        next -> {})
                .run();
    }

    private static List<Finding> bad(final List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.outcome() != Outcome.OK)
                .toList();
    }

    private void found(final Outcome outcome, final String... texts) {
        found(check(), outcome, texts);
    }

    private static void found(final List<Finding> findings, final Outcome outcome, final String... texts) {
        assertThat(findings.stream()
                        .map(finding -> finding.outcome() + " " + finding.where() + ": " + finding.what() + " -> "
                                + finding.remedy())
                        .filter(line -> line.startsWith(outcome.toString()))
                        .filter(line -> List.of(texts).stream().allMatch(line::contains)))
                .as("%s with %s in %s", outcome, List.of(texts), bad(findings))
                .isNotEmpty();
    }

    @Test
    void findsNothingWrongAndARunNeedsNoMore() throws Exception {
        assertThat(bad(check())).isEmpty();
        execute(
                up,
                "INSERT INTO shop.orders VALUES (1, 'one', 1.5), (2, 'two', 2.5)",
                "CREATE TABLE shop.items (id INT PRIMARY KEY, name VARCHAR(20)) ENGINE=InnoDB",
                "INSERT INTO shop.items VALUES (1, 'a')",
                "ALTER TABLE shop.items ADD COLUMN n INT, ADD INDEX (name)",
                "CREATE INDEX notes ON shop.orders (note)",
                "UPDATE shop.orders SET total = total + 1",
                "DELETE FROM shop.orders WHERE id = 2",
                "CREATE TABLE shop.gone (id INT PRIMARY KEY) ENGINE=InnoDB",
                "TRUNCATE TABLE shop.gone",
                "DROP TABLE shop.gone");

        new Replication(
                        task(),
                        new RunOptions(
                                Optional.empty(),
                                Optional.of(end(up)),
                                StatusFormat.NONE,
                                Duration.ofSeconds(1),
                                false),
                        new PrintWriter(Writer.nullWriter()))
                .run();

        assertThat(new TableComparison(up::connect, down::connect).compare(List.of("shop")))
                .hasSize(2)
                .allMatch(ComparedTable::equal);
        assertThat(bad(check())).as("after the run").isEmpty();
    }

    @Test
    void namesEachMissingPrivilegeWithTheStatementThatGivesIt() throws SQLException {
        for (final String privilege : List.of("REPLICATION SLAVE", "REPLICATION CLIENT")) {
            revoked(up, "reader", privilege, "*.*", Outcome.FAIL);
        }
        for (final String privilege : List.of("SELECT", "INSERT", "UPDATE", "DELETE")) {
            revoked(down, "writer", privilege, "`shop`.*", Outcome.FAIL);
            revoked(down, "writer", privilege, "`dm_meta`.*", Outcome.FAIL);
        }
        revoked(down, "writer", "CREATE", "`dm_meta`.*", Outcome.FAIL);
        for (final String privilege : List.of("CREATE", "ALTER", "DROP", "INDEX")) {
            revoked(down, "writer", privilege, "`shop`.*", Outcome.WARN);
        }
        revoked(down, "writer", "PROCESS", "*.*", Outcome.WARN);
    }

    /** What the check then says is done, and helps. */
    private void revoked(
            final EmbeddedServer server,
            final String user,
            final String privilege,
            final String on,
            final Outcome outcome)
            throws SQLException {
        execute(server, "REVOKE " + privilege + " ON " + on + " FROM " + user + "@'127.0.0.1'");
        final List<Finding> findings = check();
        found(
                findings,
                outcome,
                "lacks " + privilege,
                "GRANT " + privilege + " ON " + on + " TO `" + user + "`@`127.0.0.1`");
        for (final Finding finding : findings) {
            if (finding.remedy().startsWith("GRANT ")) {
                execute(server, finding.remedy());
            }
        }
        assertThat(bad(check())).as("after the remedy for " + privilege).isEmpty();
    }

    @Test
    void seesPrivilegesOfARole() throws SQLException {
        execute(
                up,
                "CREATE OR REPLACE ROLE replica",
                "GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO replica",
                "GRANT SELECT ON shop.* TO replica",
                "REVOKE ALL PRIVILEGES, GRANT OPTION FROM reader@'127.0.0.1'",
                "GRANT replica TO reader@'127.0.0.1'",
                "SET DEFAULT ROLE replica FOR reader@'127.0.0.1'");

        assertThat(bad(check())).isEmpty();
    }

    @Test
    void writesNothingOnEitherSide() throws SQLException {
        execute(
                down,
                "CREATE TABLE shop.more (id INT) ENGINE=InnoDB",
                "CREATE TRIGGER shop.fires BEFORE INSERT ON shop.more FOR EACH ROW SET NEW.id = 1");
        final Location upBefore = end(up);
        final Location downBefore = end(down);

        assertThat(check()).isNotEmpty();

        assertThat(end(up)).isEqualTo(upBefore);
        assertThat(end(down)).isEqualTo(downBefore);
    }

    @Test
    void tellsWhereTablesDiffer() throws SQLException {
        execute(
                up,
                "CREATE TABLE shop.missing (id INT PRIMARY KEY)",
                "CREATE TABLE shop.columns (a INT PRIMARY KEY, b INT)",
                "CREATE TABLE shop.types (a INT PRIMARY KEY, b BIGINT, c VARCHAR(10), d INT AS (a + 1) VIRTUAL, e INT)",
                "CREATE TABLE shop.keyless (a INT, UNIQUE KEY (a))",
                "CREATE TABLE shop.collations (a VARCHAR(10) COLLATE utf8mb4_bin PRIMARY KEY)",
                "CREATE TABLE shop.parent (id INT PRIMARY KEY) ENGINE=InnoDB",
                "CREATE TABLE shop.child (id INT PRIMARY KEY, p INT, CONSTRAINT follows FOREIGN KEY (p)"
                        + " REFERENCES shop.parent (id) ON DELETE CASCADE) ENGINE=InnoDB");
        execute(
                down,
                "CREATE TABLE shop.columns (b INT, a INT PRIMARY KEY)",
                "CREATE TABLE shop.types (a INT PRIMARY KEY, b INT, c DATETIME, d INT, e INT UNSIGNED)",
                "CREATE TABLE shop.keyless (a INT, UNIQUE KEY (a)) ENGINE=MyISAM",
                "CREATE TABLE shop.collations (a VARCHAR(10) COLLATE utf8mb4_general_ci PRIMARY KEY, UNIQUE KEY more (a))",
                "CREATE TABLE shop.parent (id INT PRIMARY KEY) ENGINE=InnoDB",
                "CREATE TABLE shop.child (id INT PRIMARY KEY, p INT) ENGINE=InnoDB",
                "CREATE TRIGGER shop.fires BEFORE INSERT ON shop.child FOR EACH ROW SET NEW.p = 1",
                "ALTER TABLE shop.orders ADD UNIQUE KEY (note)",
                "ALTER TABLE shop.child ADD CONSTRAINT there FOREIGN KEY (p) REFERENCES shop.parent (id) ON UPDATE SET NULL",
                "GRANT TRIGGER ON shop.* TO writer@'127.0.0.1'");

        final List<Finding> findings = check();

        found(findings, Outcome.FAIL, "`shop`.`missing`", "there is no such table on the downstream");
        found(findings, Outcome.FAIL, "`shop`.`columns`", "its columns are [b, a], upstream they are [a, b]");
        found(findings, Outcome.WARN, "`shop`.`types`.`b`", "is int, upstream it is bigint", "MODIFY `b` bigint");
        found(findings, Outcome.FAIL, "`shop`.`types`.`c`", "is datetime, upstream it is varchar(10)");
        found(findings, Outcome.FAIL, "`shop`.`types`.`d`", "is generated upstream only");
        found(findings, Outcome.WARN, "`shop`.`types`.`e`", "is int unsigned, upstream it is int");
        found(findings, Outcome.WARN, "`shop`.`keyless`", "has no primary key");
        found(findings, Outcome.WARN, "`shop`.`keyless`", "is kept by MyISAM", "ENGINE=InnoDB");
        found(findings, Outcome.WARN, "`shop`.`collations`.`a`", "utf8mb4_general_ci, upstream by utf8mb4_bin");
        found(findings, Outcome.FAIL, "upstream", "`follows` of `shop`.`child` cascades from `parent`");
        found(findings, Outcome.FAIL, "downstream", "`there` of `shop`.`child` cascades from `shop`.`parent`");
        found(findings, Outcome.WARN, "`shop`.`orders`", "has a unique key that the upstream does not have");
        found(findings, Outcome.WARN, "`shop`.`child`", "has trigger `fires`");
        found(findings, Outcome.OK, "downstream", "5 tables have the columns of the upstream");
    }

    @Test
    void knowsWhichTablesGoWhere() throws SQLException {
        execute(
                up,
                "CREATE TABLE shop.tmp (id INT)",
                "CREATE TABLE shop.part_1 (id INT AUTO_INCREMENT PRIMARY KEY, note VARCHAR(5))",
                "CREATE TABLE shop.part_2 (id INT AUTO_INCREMENT PRIMARY KEY, note VARCHAR(5))",
                "CREATE TABLE shop.part_3 (id INT AUTO_INCREMENT PRIMARY KEY, note VARCHAR(9))");
        execute(down, "CREATE TABLE shop.parts (id INT PRIMARY KEY, note VARCHAR(5))");
        final BlockAllowList allowed = RuleTexts.list("shop", "", "", "shop.tmp shop.part_3");

        final List<Finding> good = check(
                new TableRules("dm_meta", allowed, EventFilter.NOTHING, RuleTexts.router("shop.part_* > shop.parts")));

        found(good, Outcome.WARN, "`parts`", "each count id up", "auto_increment_offset");
        assertThat(bad(good).stream().filter(finding -> finding.outcome() == Outcome.FAIL))
                .isEmpty();
        assertThat(bad(good).stream().filter(finding -> !finding.check().equals("binlog")))
                .as("said once of a table that several go to")
                .hasSize(1);

        final List<Finding> wrong = check(new TableRules(
                "dm_meta",
                BlockAllowList.EVERYTHING,
                EventFilter.NOTHING,
                RuleTexts.router("shop.part_* > shop.parts", "shop.tmp > nowhere.tmp")));

        found(wrong, Outcome.FAIL, "no schema nowhere", "CREATE DATABASE `nowhere`");
        found(wrong, Outcome.FAIL, "`parts`", "`part_3`, whose columns differ", "note varchar(9)");
        found(wrong, Outcome.FAIL, "`nowhere`.`tmp`", "no such table");

        found(
                check(new TableRules(
                        "dm_meta",
                        BlockAllowList.EVERYTHING,
                        EventFilter.NOTHING,
                        RuleTexts.router("shop.part_* > shop.parts", "shop.* > other"))),
                Outcome.FAIL,
                "part_1",
                "make one pattern in the task file narrower");
    }

    @Test
    void tellsAllThatIsWrongWithTheBinlogs() throws SQLException {
        execute(
                up,
                "SET GLOBAL binlog_row_image = MINIMAL",
                "SET GLOBAL binlog_row_metadata = MINIMAL",
                "SET GLOBAL binlog_format = MIXED",
                "SET GLOBAL gtid_strict_mode = OFF",
                "SET GLOBAL binlog_expire_logs_seconds = 60",
                "SET GLOBAL max_allowed_packet = 1073741824");
        try {
            final List<Finding> findings = check();
            found(findings, Outcome.FAIL, "binlog_row_image is MINIMAL", "SET GLOBAL binlog_row_image = FULL");
            found(findings, Outcome.FAIL, "binlog_format is MIXED");
            found(findings, Outcome.WARN, "binlog_row_metadata is MINIMAL");
            found(findings, Outcome.WARN, "gtid_strict_mode is off");
            found(findings, Outcome.WARN, "binlogs are kept for 60 s only");
            found(findings, Outcome.WARN, "max_allowed_packet is", "SET GLOBAL max_allowed_packet = 1073741824");
        } finally {
            execute(
                    up,
                    "SET GLOBAL binlog_row_image = FULL",
                    "SET GLOBAL binlog_row_metadata = FULL",
                    "SET GLOBAL binlog_format = ROW",
                    "SET GLOBAL binlog_expire_logs_seconds = 0",
                    "SET GLOBAL max_allowed_packet = 16777216");
        }
    }

    @Test
    void tellsThatTheStartIsGoneOrUnknown() {
        start = Optional.of(Location.at(new BinlogPosition("mysql-bin.000000", 4)));
        found(Outcome.FAIL, "a run would be refused", "has purged binlog mysql-bin.000000");

        start = Optional.empty();
        found(Outcome.FAIL, "there is neither a checkpoint nor a start", "give mysql-instances[0].meta");
    }

    @Test
    void looksAtTheOtherSideIfOneCantBeReached() throws SQLException {
        writer = new Server("127.0.0.1", writer.port(), "writer", "wrong");
        final List<Finding> findings = check();
        found(findings, Outcome.FAIL, "downstream writer@", "refuses the user or the password");
        found(findings, Outcome.OK, "upstream reader@", "row by row, with full images");

        reader = new Server("127.0.0.1", 1, "reader", PASSWORD);
        assertThat(check()).hasSize(2).allMatch(finding -> finding.check().equals("connection"));
    }

    @Test
    void tellsPeopleAndPrograms() throws SQLException {
        execute(down, "REVOKE INSERT ON shop.* FROM writer@'127.0.0.1'");
        final List<Finding> findings = check();

        final StringWriter text = new StringWriter();
        CheckReport.print(findings, new PrintWriter(text));
        assertThat(text.toString())
                .contains("FAIL  privileges    downstream writer@127.0.0.1:", "-> GRANT INSERT ON `shop`.*")
                .contains(" ok, 0 to look at, 1 to put right first");
        assertThat(CheckReport.json("shop", findings))
                .startsWith("{\"task\":\"shop\",\"passed\":false,\"findings\":[{")
                .contains("\"outcome\":\"fail\",\"check\":\"privileges\"");
        assertThat(CheckReport.isGood(findings)).isFalse();
    }
}
