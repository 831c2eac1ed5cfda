// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.routing;

import static io.tidemark.syncer.routing.RuleTexts.filter;
import static io.tidemark.syncer.routing.RuleTexts.id;
import static io.tidemark.syncer.routing.RuleTexts.ignore;
import static io.tidemark.syncer.routing.RuleTexts.list;
import static io.tidemark.syncer.routing.RuleTexts.router;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.syncer.ddl.Classified;
import io.tidemark.syncer.ddl.DdlClassifier;
import io.tidemark.syncer.ddl.Dialect;
import io.tidemark.syncer.ddl.LoggedSession;
import io.tidemark.syncer.ddl.Verdict;
import io.tidemark.syncer.failure.OperatorException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What statements become downstream; each is tried with both grammars. */
class DdlRouterTest {
    private static final String SHARDS = "shard_*.t_* > all.t; shard_* > all; one.a > two.b; moved > gone";

    private static TableRules rules(final BlockAllowList allowed, final EventFilter filter, final String routes) {
        return new TableRules(
                "dm_meta", allowed, filter, routes.isEmpty() ? TableRouter.STRAIGHT : router(routes.split("; ", -1)));
    }

    private static TableRules routes(final String routes) {
        return rules(BlockAllowList.EVERYTHING, EventFilter.NOTHING, routes);
    }

    private static DdlRoute route(final TableRules rules, final String schema, final String sql) {
        DdlRoute last = null;
        for (final Dialect dialect : Dialect.values()) {
            final Classified classified = new DdlClassifier(dialect).classify(schema, sql);
            assertThat(classified.verdict()).as(classified.reason()).isEqualTo(Verdict.EXECUTE);
            final DdlRoute route = new DdlRouter(rules, dialect, source -> false)
                    .route("the DDL", schema, sql, LoggedSession.UNKNOWN, classified);
            assertThat(last == null || last.equals(route)).isTrue();
            last = route;
        }
        return last;
    }

    private static DdlRoute.Execute executed(final TableRules rules, final String schema, final String sql) {
        final DdlRoute route = route(rules, schema, sql);
        assertThat(route).isInstanceOf(DdlRoute.Execute.class);
        return (DdlRoute.Execute) route;
    }

    private static String skipped(final TableRules rules, final String schema, final String sql) {
        final DdlRoute route = route(rules, schema, sql);
        assertThat(route).isInstanceOf(DdlRoute.Skip.class);
        return ((DdlRoute.Skip) route).reason();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "one | ALTER TABLE a ADD COLUMN a INT COMMENT 'one.a' | ALTER TABLE `two`.`b` ADD COLUMN a INT COMMENT 'one.a'",
                "one | CREATE TABLE other (x INT) | CREATE TABLE other (x INT)",
                "one | CREATE TABLE a (x INT, FOREIGN KEY (x) REFERENCES c (x)) | CREATE TABLE `two`.`b` (x INT, FOREIGN KEY (x) REFERENCES `one`.`c` (x))",
                "app | create table `one` . `a` LIKE one.c | create table `two`.`b` LIKE `one`.`c`",
                "app | RENAME TABLE one.a TO one.c | RENAME TABLE `two`.`b` TO `one`.`c`",
                "app | ALTER TABLE one.a RENAME one.c | ALTER TABLE `two`.`b` RENAME `one`.`c`",
                "one | DROP TABLE IF EXISTS `a`,b /* generated */ | DROP TABLE IF EXISTS `two`.`b`,`one`.`b` /* generated */",
                "moved | TRUNCATE t | TRUNCATE `gone`.`t`",
                "moved | CREATE INDEX t ON t (t) | CREATE INDEX t ON `gone`.`t` (t)",
                "moved | ALTER TABLE app.x ENGINE=InnoDB | ALTER TABLE app.x ENGINE=InnoDB",
                "moved | CREATE TABLE t (id INT) /*!50100 COMMENT='x' */ | CREATE TABLE `gone`.`t` (id INT)   COMMENT='x'",
                "app | CREATE VIEW v AS SELECT * FROM app.x | CREATE VIEW v AS SELECT * FROM app.x",
                "shard_1 | CREATE TABLE t_9 (id INT) | CREATE TABLE `all`.`t` (id INT)",
                "shard_1 | CREATE TABLE u (id INT) | CREATE TABLE `all`.`u` (id INT)",
            })
    void writesNamesAnewAndNothingElse(final String schema, final String sql, final String expected) {
        assertThat(executed(routes(SHARDS), schema, sql).sql().strip()).isEqualTo(expected.strip());
    }

    @Test
    void keepsSourcesAndTargetsApart() {
        final DdlRoute.Execute route = executed(routes(SHARDS), "one", "RENAME TABLE a TO x, app.y TO app.z");
        assertThat(route.tables())
                .isEqualTo(Map.of(
                        id("one.a"), id("two.b"),
                        id("one.x"), id("one.x"),
                        id("app.y"), id("app.y"),
                        id("app.z"), id("app.z")));
        assertThat(route.targets()).containsExactly(id("two.b"), id("one.x"), id("app.y"), id("app.z"));
        assertThat(executed(routes(SHARDS), "moved", "DROP VIEW v").schema()).isEqualTo("gone");
    }

    @Test
    void leavesAStatementAloneThatNoRuleIsAbout() {
        final String sql = "CREATE TABLE /*! IF NOT EXISTS */ app.t (id INT)";
        assertThat(executed(routes(SHARDS), "app", sql).sql()).isEqualTo(sql);
        assertThat(executed(routes(""), "app", sql).sql()).isEqualTo(sql);
    }

    @Test
    void cutsAnAlterTableOfASharedTableIntoParts() {
        assertThat(executed(routes(SHARDS), "shard_1", "ALTER TABLE t_1 ADD a INT, ADD INDEX i (a)")
                        .parts())
                .containsExactly("ALTER TABLE `all`.`t` ADD a INT", "ALTER TABLE `all`.`t` ADD INDEX i (a)");
        assertThat(executed(routes(SHARDS), "shard_1", "CREATE TABLE t_1 (a INT)")
                        .parts())
                .containsExactly("CREATE TABLE `all`.`t` (a INT)");
        assertThat(executed(routes(SHARDS), "one", "ALTER TABLE a ADD a INT, ADD INDEX i (a)")
                        .parts())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE app.x, t_1",
                "TRUNCATE TABLE t_1",
                "RENAME TABLE t_1 TO t_2",
                "ALTER TABLE t_1 ADD a INT, RENAME TO u",
                "ALTER TABLE t_1 TRUNCATE PARTITION p",
                "ALTER TABLE t_1 DROP PARTITION p",
                "ALTER TABLE t_1 EXCHANGE PARTITION p WITH TABLE app.x",
                "CREATE OR REPLACE TABLE t_1 (a INT)",
                "DROP DATABASE shard_1",
            })
    void refusesWhatWouldTakeRowsOfOthersAway(final String sql) {
        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> route(routes(SHARDS), "shard_1", sql))
                .withMessageStartingWith("the DDL ")
                .withMessageContaining("events: [");
    }

    @Test
    void refusesToDropATableThatASourceTableOfItsNameGoesToAsWell() {
        final String sql = "DROP TABLE one.a";
        final Classified classified = new DdlClassifier(Dialect.MYSQL).classify("", sql);
        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> new DdlRouter(routes(SHARDS), Dialect.MYSQL, id("two.b")::equals)
                        .route("the DDL", "", sql, LoggedSession.UNKNOWN, classified));
    }

    @Test
    void letsAFilterPassOverWhatWouldBeRefused() {
        final TableRules rules =
                rules(BlockAllowList.EVERYTHING, new EventFilter(List.of(ignore("shard_*.t_*", "drop table"))), SHARDS);
        assertThat(skipped(rules, "shard_1", "DROP TABLE t_1")).isEqualTo("a filter leaves it out");
        assertThat(route(rules, "shard_1", "DROP TABLE t_1"))
                .isEqualTo(new DdlRoute.Skip("a filter leaves it out", List.of(id("shard_1.t_1"))));
        assertThat(executed(rules, "shard_1", "DROP TABLE app.x, t_1").sql()).isEqualTo("DROP TABLE `app`.`x`");
    }

    @Test
    void refusesViewsOfTablesWithOtherNames() {
        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> route(routes(SHARDS), "app", "CREATE VIEW v AS SELECT a.x FROM one.a"))
                .withMessageContaining("events: [create view]");
    }

    @Test
    void takesTablesThatAreLeftOutFromLists() {
        final TableRules rules = rules(list("", "", "", "app.x* app.~^y"), EventFilter.NOTHING, "");
        assertThat(executed(rules, "app", "DROP TABLE IF EXISTS x1, a, y, `b` CASCADE")
                        .sql())
                .isEqualTo("DROP TABLE IF EXISTS a, `b` CASCADE");
        assertThat(executed(rules, "app", "RENAME TABLE x1 TO x2, a TO b").sql())
                .isEqualTo("RENAME TABLE a TO b");
        assertThat(skipped(rules, "app", "DROP TABLE x1, y")).isEqualTo("its tables are not replicated");
        assertThat(skipped(rules, "app", "ALTER TABLE x1 ADD a INT")).isEqualTo("its tables are not replicated");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RENAME TABLE a TO x1",
                "RENAME TABLE x1 TO a",
                "ALTER TABLE a RENAME x1",
                "ALTER TABLE a EXCHANGE PARTITION p WITH TABLE x1"
            })
    void refusesWhatMovesATableOutOfOrIntoWhatIsReplicated(final String sql) {
        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> route(rules(list("", "", "", "app.x1"), EventFilter.NOTHING, ""), "app", sql))
                .withMessageContaining("one that is not");
    }

    @Test
    void sendsSchemasWhereRulesOfSchemasSay() {
        assertThat(executed(routes(SHARDS), "", "CREATE DATABASE IF NOT EXISTS moved CHARACTER SET utf8mb4")
                        .sql())
                .isEqualTo("CREATE DATABASE IF NOT EXISTS `gone` CHARACTER SET utf8mb4");
        final DdlRoute.Execute shared = executed(routes(SHARDS), "", "CREATE DATABASE shard_1");
        assertThat(shared.sql()).isEqualTo("CREATE DATABASE `all`");
        assertThat(shared.parts()).containsExactly("CREATE DATABASE `all`");
        assertThat(shared.schemas()).isEqualTo(Map.of("shard_1", "all"));
        assertThat(executed(routes(SHARDS), "", "DROP DATABASE moved").sql()).isEqualTo("DROP DATABASE `gone`");
        assertThat(executed(routes(SHARDS), "", "DROP DATABASE app").sql()).isEqualTo("DROP DATABASE app");
    }

    @Test
    void skipsSchemasAndRoutinesThatAreLeftOut() {
        final TableRules rules = rules(
                list("", "", "hidden", ""),
                new EventFilter(List.of(
                        ignore("app", "create database"),
                        filter("app", FilterRule.Action.IGNORE, List.of(), "^create\\s+procedure"))),
                SHARDS);
        assertThat(skipped(rules, "", "DROP DATABASE hidden")).contains("schema is not replicated");
        assertThat(skipped(rules, "", "CREATE DATABASE app")).contains("filter");
        assertThat(skipped(rules, "app", "CREATE PROCEDURE p() SELECT 1")).contains("filter");
        assertThat(skipped(rules, "hidden", "DROP PROCEDURE p")).contains("schema is not replicated");
        assertThat(skipped(rules, "one", "DROP PROCEDURE p")).contains("routed");
        assertThat(executed(rules, "app", "DROP PROCEDURE p").sql()).isEqualTo("DROP PROCEDURE p");
    }

    @Test
    void neverReplicatesReservedSchemas() {
        for (final String schema : List.of("mysql", "SYS", "information_schema", "dm_meta")) {
            assertThat(skipped(routes(""), schema, "CREATE TABLE t (a INT)")).contains("not replicated");
            assertThat(skipped(routes(""), "", "DROP DATABASE " + schema)).contains("not replicated");
        }
    }

    @Test
    void asksRulesForAllSchemasAboutTextsThatNobodyUnderstands() {
        final TableRules rules = rules(
                BlockAllowList.EVERYTHING,
                new EventFilter(List.of(filter("*", FilterRule.Action.IGNORE, List.of(), "^CREATE NONSENSE"))),
                "");
        final DdlRouter router = new DdlRouter(rules, Dialect.MYSQL, source -> false);
        assertThat(router.ignores("create nonsense t")).isTrue();
        assertThat(router.ignores("CREATE TABLE t (a INT)")).isFalse();
    }
}
