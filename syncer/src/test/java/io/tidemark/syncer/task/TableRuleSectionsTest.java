// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.task;

import static io.tidemark.syncer.task.TaskFileFixture.MINIMAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.ddl.DdlEvent;
import io.tidemark.syncer.routing.RowEvent;
import io.tidemark.syncer.routing.TableRules;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the sections about tables mean, and how their slips are named. */
class TableRuleSectionsTest {
    private static final String ALL = """
            name: orders
            target-database: {host: down, port: 4000, user: writer}
            mysql-instances:
              - source-id: shop-1
                from: {host: up, port: 3306, user: reader}
                block-allow-list: shop
                filter-rules: [no-deletes, no-procedures]
                route-rules: [shards, merged]
            block-allow-list:
              shop:
                do-dbs: ["~^shop_[0-9]+$", app]
                ignore-tables:
                  - {db-name: app, tbl-name: "tmp_*"}
            filters:
              no-deletes:
                schema-pattern: app
                table-pattern: "archive*"
                events: [Delete, all ddl]
                action: Ignore
              no-procedures:
                schema-pattern: "*"
                sql-pattern: ["^CREATE\\\\s+PROCEDURE"]
                action: Ignore
            routes:
              shards: {schema-pattern: "shop_*", target-schema: shop}
              merged: {schema-pattern: "shop_*", table-pattern: "orders_*", target-schema: shop, target-table: orders}
            """;

    private TaskFileFixture file;

    @BeforeEach
    void useFile(@TempDir final Path directory) {
        file = new TaskFileFixture(directory);
    }

    @Test
    void replicatesEverythingUnderItsOwnNameWithoutThem() {
        assertThat(file.read(MINIMAL).tables()).isEqualTo(TableRules.everything("dm_meta"));
    }

    @Test
    void saysWhatIsReplicatedAndWhereTo() {
        final TableRules rules = file.read(ALL).tables();
        assertThat(rules.isReplicated(TableId.of("shop_12", "x"))).isTrue();
        assertThat(rules.isReplicated(TableId.of("SHOP_12", "x"))).isTrue();
        assertThat(rules.isReplicated(TableId.of("shop_x", "x"))).isFalse();
        assertThat(rules.isReplicated(TableId.of("app", "tmp_1"))).isFalse();
        assertThat(rules.isReplicated(TableId.of("app", "archive_1"), RowEvent.DELETE))
                .isFalse();
        assertThat(rules.isReplicated(TableId.of("app", "archive_1"), RowEvent.INSERT))
                .isTrue();
        assertThat(rules.filter().ignores(TableId.of("app", "archive"), Set.of(DdlEvent.ADD_COLUMN), "ALTER"))
                .isTrue();
        assertThat(rules.filter().ignores("create procedure p() select 1")).isTrue();
        assertThat(rules.router().target(TableId.of("shop_1", "orders_3"))).isEqualTo(TableId.of("shop", "orders"));
        assertThat(rules.router().target(TableId.of("shop_1", "other"))).isEqualTo(TableId.of("shop", "other"));
        assertThat(rules.router().target(TableId.of("app", "orders_3"))).isEqualTo(TableId.of("app", "orders_3"));
    }

    @Test
    void tellsLetterCaseApartWhereTheTaskSaysSo() {
        final TableRules rules = file.read(ALL + "case-sensitive: true\n").tables();
        assertThat(rules.isReplicated(TableId.of("shop_12", "x"))).isTrue();
        assertThat(rules.isReplicated(TableId.of("SHOP_12", "x"))).isFalse();
        assertThat(rules.router().target("SHOP_1")).isEqualTo("SHOP_1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "route-rules: [shards, merged] | route-rules: [shards, mergd] | 8:27: mysql-instances[0].route-rules[1]: found"
                        + " \"mergd\", but routes of the task has no such name; did you mean merged?",
                "route-rules: [shards, merged] | route-rules: [shards] | 26:3: routes.merged: is not used: name it in"
                        + " mysql-instances[0].route-rules, or remove it",
                "block-allow-list: shop | block-allow-list: all | 6:5: mysql-instances[0].block-allow-list: found \"all\", but"
                        + " block-allow-list of the task has no such name; it has shop",
                "[no-deletes, no-procedures] | [no-deletes, no-deletes] | 7:32: mysql-instances[0].filter-rules[1]: found"
                        + " \"no-deletes\" twice",
                "events: [Delete, all ddl] | events: [deletes] | 18:14: filters.no-deletes.events[0]: found \"deletes\", which is"
                        + " no event; did you mean delete?",
                "action: Ignore | action: Skip | 19:5: filters.no-deletes.action: found \"Skip\", expected Ignore or Do",
                "[Delete, all ddl] | [] | 18:5: filters.no-deletes.events: is missing, expected events, or sql-pattern",
                "target-table: orders | target-tabel: orders | 26:86: routes.merged.target-tabel: is not a known key; did you"
                        + " mean target-table?",
                "schema-pattern: app | schema-pattern: ~( | 16:5: filters.no-deletes.schema-pattern: found \"~(\", which is no"
                        + " regular expression behind ~",
                "{db-name: app, tbl-name: \"tmp_*\"} | {db-name: app} | 13:9:"
                        + " block-allow-list.shop.ignore-tables[0].tbl-name: is missing, expected a text",
                "target-schema: shop} | target-schema: DM_META} | 25:38: routes.shards.target-schema: found \"DM_META\", a"
                        + " schema of the server's own or of the checkpoint",
                "target-table: orders} | extract-table: {}} | 26:86: routes.merged.extract-table: is a key of DM",
            })
    void namesSlips(final String good, final String bad, final String message) {
        assertThat(ALL).contains(good);
        file.refused(ALL.replaceFirst(java.util.regex.Pattern.quote(good), bad))
                .withMessageContaining(":" + message.strip());
    }

    @Test
    void namesEventsOfDmThatCantBeToldApart() {
        file.refused(ALL.replace("[Delete, all ddl]", "[modify charset]"))
                .withMessageContaining("an event of DM that Tidemark can't tell from others");
    }

    @Test
    void refusesARuleThatWouldLeaveEverythingOut() {
        file.refused(ALL.replace("[\"^CREATE\\\\s+PROCEDURE\"]\n    action: Ignore", "[\"x\"]\n    action: Do"))
                .withMessageContaining("with action Do and no events, all events would be left out");
    }
}
