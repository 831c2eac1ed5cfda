// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.schema.TableId;
import io.tidemark.core.schema.TableInfo;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Structures in the checkpoint table, and the embedder's statements beside it. */
class JdbcStructuresIT extends JdbcStoreFixture {
    private static final TableId ORDERS = TableId.of("shop", "orders");

    @Test
    void whatInformationSchemaSaysComesBackFromTheCheckpointTable() throws SQLException {
        server().execute("CREATE SCHEMA IF NOT EXISTS shop");
        server().execute(
                        "CREATE OR REPLACE TABLE shop.orders (id BIGINT UNSIGNED PRIMARY KEY AUTO_INCREMENT,"
                                + " name VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci DEFAULT 'é\"''', UNIQUE KEY (name(3)))");
        final TableInfo structure;
        try (Connection connection = DriverManager.getConnection(server().url(), MariaDbServer.ADMIN, "")) {
            structure = new TableInfoReader(connection).read(ORDERS).orElseThrow();
        }
        restartedStore().write(change(100, new TablePoint(ORDERS, at(100), Optional.of(structure))));
        assertThat(restartedStore().load().tables())
                .containsExactly(new TablePoint(ORDERS, at(100), Optional.of(structure)));
        assertThat(server().query("SELECT JSON_VALUE(table_info, '$.index_info[0].idx_name.O') FROM " + TABLE
                        + " WHERE cp_table = 'orders'"))
                .isEqualTo("PRIMARY");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"id\": 1}|name", "[1]|object", "\"text\"|object"})
    void namesTheTableOfABrokenStructure(final String json, final String reason) throws SQLException {
        restartedStore().write(change(100, point("orders", 200)));
        server().execute("UPDATE " + TABLE + " SET table_info = '" + json + "' WHERE cp_table = 'orders'");
        assertThatThrownBy(() -> restartedStore().load())
                .isInstanceOf(CheckpointStoreException.class)
                .hasMessageContaining("`shop`.`orders`")
                .hasMessageContaining("source-1")
                .hasMessageContaining("table_info")
                .hasMessageContaining(reason);
    }

    @Test
    void extraStatementsAreDurableTogetherWithTheGlobalRow() throws SQLException {
        final JdbcCheckpointStore store = restartedStore();
        server().execute("CREATE TABLE dm_meta.shards (name VARCHAR(9) PRIMARY KEY, state INT NULL)");
        store.write(changeWith(
                100,
                new ExtraStatement("REPLACE INTO dm_meta.shards VALUES (?, ?)", List.of("a", 1)),
                new ExtraStatement("REPLACE INTO dm_meta.shards VALUES (?, ?)", Arrays.asList("b", null))));
        assertThat(server().query("SELECT GROUP_CONCAT(name, IFNULL(state, '-') ORDER BY name) FROM dm_meta.shards"))
                .isEqualTo("a1,b-");
        assertThat(store.load().global()).contains(global(100));
    }

    @Test
    void anExtraStatementThatFailsLeavesTheGlobalRowAndTheOtherStatements() throws SQLException {
        final JdbcCheckpointStore store = restartedStore();
        server().execute("CREATE TABLE dm_meta.shards (name VARCHAR(9) PRIMARY KEY)");
        store.write(change(50));
        assertThatThrownBy(() -> store.write(changeWith(
                        100,
                        new ExtraStatement("REPLACE INTO dm_meta.shards VALUES ('a')", List.of()),
                        new ExtraStatement("REPLACE INTO dm_meta.no_such_table VALUES (1)", List.of()))))
                .isInstanceOf(CheckpointStoreException.class)
                .hasMessageContaining("no_such_table");
        assertThat(store.load().global()).contains(global(50));
        assertThat(server().query("SELECT COUNT(*) FROM dm_meta.shards")).isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1 FROM dm_meta.shards WHERE name = ?",
                "UPDATE dm_meta.shards SET state = 2 WHERE name = ?",
            })
    void aConditionThatDoesNotHoldLeavesEverythingAsItWas(final String condition) throws SQLException {
        final JdbcCheckpointStore store = restartedStore();
        server().execute("CREATE TABLE dm_meta.shards (name VARCHAR(9) PRIMARY KEY, state INT NULL)");
        server().execute("INSERT INTO dm_meta.shards VALUES ('a', 1)");
        store.write(changeWith(50, new ExtraStatement(condition, List.of("a"), Optional.of("no such shard"))));
        assertThat(store.load().global()).contains(global(50));
        assertThatThrownBy(() -> store.write(changeWith(
                        100,
                        new ExtraStatement("REPLACE INTO dm_meta.shards VALUES (?, ?)", List.of("c", 3)),
                        new ExtraStatement(condition, List.of("b"), Optional.of("no such shard")))))
                .isInstanceOf(CheckpointRefusedException.class)
                .hasMessage("no such shard");
        assertThat(store.load().global()).contains(global(50));
        assertThat(server().query("SELECT COUNT(*) FROM dm_meta.shards")).isEqualTo("1");
    }

    @Test
    void aConditionThatDoesNotHoldHoldsBackEveryPointOfAGreatChange() throws SQLException {
        final JdbcCheckpointStore store = restartedStore();
        final List<TablePoint> points = IntStream.range(0, 2_500)
                .mapToObj(i -> new TablePoint(TableId.of("shop", "t" + i), at(100), Optional.empty()))
                .toList();
        assertThatThrownBy(() -> store.write(new CheckpointChange(
                        points,
                        List.of(),
                        List.of(new ExtraStatement(
                                "SELECT 1 FROM dual WHERE 1 = 0", List.of(), Optional.of("no such shard"))),
                        Optional.of(global(100)))))
                .isInstanceOf(CheckpointRefusedException.class);
        assertThat(store.load().tables()).isEmpty();
    }

    private static CheckpointChange changeWith(final long global, final ExtraStatement... extra) {
        return new CheckpointChange(List.of(), List.of(), List.of(extra), Optional.of(global(global)));
    }
}
