// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.routing.EventFilter;
import io.tidemark.syncer.routing.RuleTexts;
import io.tidemark.syncer.routing.TableRules;
import io.tidemark.syncer.task.Task;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is compared with what, where a task leaves tables out and gives others new names. */
class RoutedVerificationIT {
    private static final String COLUMNS =
            " (id INT PRIMARY KEY, name VARCHAR(20), raw VARBINARY(9), at DATETIME(3), doc JSON)";
    private static final TableRules SHARDS = new TableRules(
            "dm_meta",
            RuleTexts.list("shop shop_*", "", "", "shop_*.tmp*"),
            EventFilter.NOTHING,
            RuleTexts.router("shop_* > shop", "shop_*.orders_* > shop.orders"));

    private static VerifiedPair servers;

    @BeforeAll
    static void start() {
        servers = new VerifiedPair();
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    /** Three shards of ten rows upstream, whose ids take turns, and one table with all of them downstream. */
    @BeforeEach
    void shards() throws Exception {
        servers.reset();
        servers.onBoth(
                "DROP DATABASE IF EXISTS shop_1", "DROP DATABASE IF EXISTS shop_2", "DROP DATABASE IF EXISTS aside");
        VerifiedPair.execute(
                servers.up(),
                "CREATE DATABASE shop_1",
                "CREATE DATABASE shop_2",
                "CREATE DATABASE aside",
                "CREATE TABLE aside.mine (id INT)",
                "CREATE TABLE shop_1.orders_1" + COLUMNS,
                "CREATE TABLE shop_1.orders_2" + COLUMNS,
                "CREATE TABLE shop_2.orders_1" + COLUMNS,
                "INSERT INTO shop_1.orders_1" + rows(0),
                "INSERT INTO shop_1.orders_2" + rows(1),
                "INSERT INTO shop_2.orders_1" + rows(2));
        VerifiedPair.execute(
                servers.down(),
                "CREATE TABLE shop.orders" + COLUMNS,
                "INSERT INTO shop.orders" + rows(0),
                "INSERT INTO shop.orders" + rows(1),
                "INSERT INTO shop.orders" + rows(2));
    }

    private static String rows(final int shard) {
        return " SELECT seq, CONCAT('é', seq), CHAR(seq), '2024-01-02 03:04:05.678', '{\"a\": 1}' FROM shop.seq_"
                + shard + "_to_29_step_3";
    }

    private static JsonNode verify(final TableRules rules, final String... tables) throws Exception {
        final Task task = servers.task();
        return VerifiedPair.verify(
                new Task(
                        task.name(), task.metaSchema(), task.target(), task.source(), task.syncer(), task.ddl(), rules),
                VerifiedPair.options(4, Optional.empty(), List.of(tables)));
    }

    private static List<String> verdicts(final JsonNode report) {
        return StreamSupport.stream(report.at("/tables").spliterator(), false)
                .map(table -> table.at("/table").asText() + " > "
                        + table.at("/target").asText() + ' '
                        + table.at("/verdict").asText())
                .toList();
    }

    @Test
    void comparesAMergedTableWithAllThatGoThere() throws Exception {
        final JsonNode report = verify(SHARDS);

        assertThat(verdicts(report)).containsExactly("shop_1.orders_1 and 2 more > shop.orders equal");
        assertThat(report.at("/tables/0/rows").asLong()).isEqualTo(30);
        assertThat(report.at("/tables/0/chunks").asLong()).isEqualTo(8);
        assertThat(report.at("/tables/0/notes/0").asText())
                .contains("merged table", "shop_1.orders_1, shop_1.orders_2, shop_2.orders_1");
    }

    @Test
    void findsEachDifferentRowOfAMergedTable() throws Exception {
        VerifiedPair.execute(
                servers.down(),
                "UPDATE shop.orders SET name = 'other' WHERE id = 7",
                "DELETE FROM shop.orders WHERE id IN (11, 29)",
                "INSERT INTO shop.orders (id) VALUES (-1), (99), (100)");

        final JsonNode table = verify(SHARDS).at("/tables/0");

        assertThat(table.at("/differing").asLong()).as(table.toString()).isEqualTo(1);
        assertThat(table.at("/missing").asLong()).as(table.toString()).isEqualTo(2);
        assertThat(table.at("/extra").asLong()).as(table.toString()).isEqualTo(3);
    }

    @Test
    void noticesAKeyThatTwoShardsHave() throws Exception {
        VerifiedPair.execute(servers.up(), "INSERT INTO shop_2.orders_1 SELECT * FROM shop_1.orders_1 WHERE id = 3");

        final JsonNode table = verify(SHARDS).at("/tables/0");

        assertThat(table.at("/differing").asLong()).as(table.toString()).isEqualTo(1);
        assertThat(table.at("/differences/0/key/id").asText()).isEqualTo("3");
    }

    @Test
    void comparesMergedTablesWithoutACommonKeyAsAWhole() throws Exception {
        VerifiedPair.execute(servers.up(), "INSERT INTO shop_2.orders_1 (id, name) VALUES (3, 'x'), (6, 'x')");
        VerifiedPair.execute(
                servers.down(),
                "ALTER TABLE shop.orders DROP PRIMARY KEY",
                "INSERT INTO shop.orders (id, name) VALUES (3, 'x')");

        final JsonNode table = verify(SHARDS).at("/tables/0");

        assertThat(table.at("/missing").asLong() + table.at("/differing").asLong())
                .as(table.toString())
                .isEqualTo(1);
        assertThat(table.at("/notes").toString()).contains("no key");
    }

    @Test
    void namesColumnsThatShardsDoNotShare() throws Exception {
        VerifiedPair.execute(
                servers.up(),
                "ALTER TABLE shop_1.orders_2 DROP doc",
                "ALTER TABLE shop_2.orders_1 MODIFY name BLOB, MODIFY id BIGINT");

        final JsonNode table = verify(SHARDS).at("/tables/0");

        assertThat(table.at("/verdict").asText()).isEqualTo("different");
        assertThat(table.at("/structure").toString())
                .contains("`doc`", "is missing in shop_1.orders_2", "`name` blob of shop_2.orders_1 has other values");
        assertThat(table.at("/notes").toString()).contains("type bigint in shop_2.orders_1");
        assertThat(table.at("/differences")).as(table.toString()).isEmpty();
    }

    @Test
    void leavesOutWhatIsNotReplicatedOnEitherSide() throws Exception {
        VerifiedPair.execute(
                servers.up(), "CREATE TABLE shop_1.tmp_a (id INT)", "CREATE TABLE shop_1.archive (id INT PRIMARY KEY)");
        VerifiedPair.execute(
                servers.down(),
                "CREATE TABLE shop.tmp_a (id INT)",
                "CREATE TABLE shop.lost (id INT)",
                "CREATE TABLE shop.archive (id INT PRIMARY KEY)");

        assertThat(verdicts(verify(SHARDS)))
                .containsExactlyInAnyOrder(
                        "shop_1.orders_1 and 2 more > shop.orders equal",
                        "shop_1.archive > shop.archive equal",
                        "shop.lost > shop.lost missing-upstream");
        assertThat(verdicts(verify(SHARDS, "shop_1.archive"))).containsExactly("shop_1.archive > shop.archive equal");
    }

    @Test
    void leavesOutTablesThatFiltersMakeDifferUnlessTheyAreNamed() throws Exception {
        final TableRules keeping = new TableRules(
                "dm_meta",
                SHARDS.allowed(),
                new EventFilter(List.of(
                        RuleTexts.ignore("shop_2.orders_*", "delete"),
                        RuleTexts.ignore("shop_1.log", "truncate table"))),
                SHARDS.router());
        VerifiedPair.execute(
                servers.up(), "DELETE FROM shop_2.orders_1", "CREATE TABLE shop_1.log (id INT PRIMARY KEY)");
        VerifiedPair.execute(servers.down(), "CREATE TABLE shop.log (id INT PRIMARY KEY)");

        final JsonNode report = verify(keeping);

        assertThat(verdicts(report))
                .containsExactlyInAnyOrder(
                        "shop_1.orders_1 and 2 more > shop.orders left-out", "shop_1.log > shop.log equal");
        assertThat(report.at("/equal").asBoolean()).isTrue();
        assertThat(report.toString()).contains("filters leave out DELETE", "filters leave out truncate table");

        final JsonNode named = verify(keeping, "shop.orders").at("/tables/0");

        assertThat(named.at("/extra").asLong()).isEqualTo(10);
        assertThat(named.at("/notes").toString()).contains("filters leave out DELETE");
    }

    @Test
    void refusesWhereNothingIsLeftToCompare() {
        final TableRules none = new TableRules(
                "dm_meta",
                SHARDS.allowed(),
                new EventFilter(List.of(RuleTexts.ignore("*", "delete"))),
                SHARDS.router());

        assertThatThrownBy(() -> verify(none))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("filters concern each of them");
    }
}
