// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.location.GtidSet;
import io.tidemark.core.location.Location;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of the checkpoint table, as DM and Tidemark must both find them. */
class JdbcCheckpointStoreIT extends JdbcStoreFixture {
    private static final String GTIDS = "3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5:7";

    @Test
    void createsTheColumnsAndTheKeyOfTheSpecification() throws SQLException {
        restartedStore();
        assertThat(
                        server().query(
                                        "SELECT GROUP_CONCAT(column_name, ' ', column_type ORDER BY ordinal_position)"
                                                + " FROM information_schema.columns WHERE table_schema = 'dm_meta' AND table_name = 'task_syncer_checkpoint'"))
                .isEqualTo("id varchar(32),cp_schema varchar(128),cp_table varchar(128),binlog_name varchar(128),"
                        + "binlog_pos int(10) unsigned,binlog_gtid text,exit_safe_binlog_name varchar(128),"
                        + "exit_safe_binlog_pos int(10) unsigned,exit_safe_binlog_gtid text,table_info longtext,"
                        + "is_global tinyint(1),create_time timestamp,update_time timestamp");
        assertThat(server().query("SELECT GROUP_CONCAT(index_name, ' ', column_name ORDER BY seq_in_index)"
                        + " FROM information_schema.statistics WHERE table_schema = 'dm_meta'"
                        + " AND table_name = 'task_syncer_checkpoint' AND non_unique = 0"))
                .isEqualTo("uk_id_schema_table id,uk_id_schema_table cp_schema,uk_id_schema_table cp_table");
    }

    @Test
    void keepsTheContentsWhenStartedAgain() {
        restartedStore().write(change(100, point("orders", 200)));
        assertThat(restartedStore().load().global()).contains(global(100));
    }

    @Test
    void marksTheGlobalRowByEmptyNames() throws SQLException {
        restartedStore().write(change(100, point("orders", 200)));
        assertThat(server().query("SELECT GROUP_CONCAT(id, cp_schema, cp_table, binlog_pos, binlog_gtid, is_global"
                        + " ORDER BY cp_schema SEPARATOR '|') FROM " + TABLE))
                .isEqualTo("source-11001|source-1shoporders2000");
    }

    @Test
    void insertsNullAsStructureAndEmptyTextAsNoGtidsAndNoExitPoint() throws SQLException {
        restartedStore().write(change(100));
        assertThat(server().query("SELECT CONCAT_WS('|', table_info, binlog_gtid, exit_safe_binlog_name,"
                        + " exit_safe_binlog_pos, exit_safe_binlog_gtid) FROM " + TABLE))
                .isEqualTo("null|||0|");
    }

    @Test
    void keepsTheStructureAndTheCreationTimeOfARow() throws SQLException {
        restartedStore();
        insert("shop", "orders", "'mysql-bin.000001', 4, ''", "'', 0, ''");
        server().execute("UPDATE " + TABLE
                + " SET table_info = '{\"unknown\": 1}', create_time = '2020-01-02 03:04:05'");
        restartedStore().write(change(100, point("orders", 200)));
        assertThat(server().query("SELECT CONCAT(binlog_pos, ' ', table_info, ' ', create_time) FROM " + TABLE
                        + " WHERE cp_table = 'orders'"))
                .isEqualTo("200 {\"unknown\": 1} 2020-01-02 03:04:05");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NULL, NULL, NULL", "'', 0, ''", "'', 0, NULL", "NULL, NULL, ''", "'', 4, ' '"})
    void takesNullAndEmptyForNoExitPoint(final String exit) throws SQLException {
        restartedStore();
        insert("", "", "'mysql-bin.000003', 100, NULL", exit);
        assertThat(restartedStore().load().global()).contains(global(100));
    }

    @Test
    void keepsAnExitPointWithoutGtidText() throws SQLException {
        restartedStore();
        insert("", "", "'mysql-bin.000003', 100, '" + GTIDS + "'", "'mysql-bin.000003', 900, NULL");
        assertThat(restartedStore().load().global().flatMap(GlobalPoint::safeModeExit))
                .contains(at(900));
    }

    @Test
    void keepsAnExitPointThatHasOnlyGtids() throws SQLException {
        restartedStore();
        insert("", "", "'mysql-bin.000003', 100, '" + GTIDS + "'", "'', 0, '" + GTIDS + "'");
        final Optional<Location> exit = restartedStore().load().global().flatMap(GlobalPoint::safeModeExit);
        assertThat(exit.map(location -> location.gtids().toString())).contains(GTIDS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'mysql-bin.000003', NULL, '' | the binlog position in file 'mysql-bin.000003' is NULL",
                "NULL, NULL, '' | binlog_name is NULL",
                "'mysql-bin.000003', 4, 'no such thing' | no such thing"
            })
    void namesTheTableOfABrokenRow(final String location, final String reason) throws SQLException {
        restartedStore();
        insert("shop", "orders", location, "'', 0, ''");
        assertThatThrownBy(() -> restartedStore().load())
                .isInstanceOf(CheckpointStoreException.class)
                .hasMessageContaining("`shop`.`orders`")
                .hasMessageContaining("`dm_meta`.`task_syncer_checkpoint`")
                .hasMessageContaining(reason);
    }

    @Test
    void namesTheGlobalRowWhenItsExitPointIsBroken() throws SQLException {
        restartedStore();
        insert("", "", "'mysql-bin.000003', 100, ''", "'mysql-bin.000003', NULL, ''");
        assertThatThrownBy(() -> restartedStore().load())
                .isInstanceOf(CheckpointStoreException.class)
                .hasMessageContaining("the global row");
    }

    @Test
    void isUsableAfterABrokenRow() throws SQLException {
        final JdbcCheckpointStore store = restartedStore();
        insert("shop", "orders", "NULL, NULL, NULL", "'', 0, ''");
        assertThatThrownBy(store::load).isInstanceOf(CheckpointStoreException.class);
        store.write(change(100, point("orders", 200)));
        assertThat(store.load().tables()).containsExactly(point("orders", 200));
    }

    @Test
    void handsOverTheFirstRowWhileTheServerIsStillSending() throws SQLException {
        final JdbcCheckpointStore store = restartedStore();
        insertTables(20_000, "REPEAT(' ', 1000)"); // far more than the buffers of a connection take
        final String sending =
                "SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE 'SELECT cp\\_schema%'";
        final List<String> sendingAtFirstRow = new ArrayList<>();
        final AtomicInteger rows = new AtomicInteger();
        assertThat(store.load(point -> {
                    if (rows.getAndIncrement() == 0) {
                        sendingAtFirstRow.add(ask(sending));
                    }
                }))
                .isEmpty();
        assertThat(sendingAtFirstRow).containsExactly("1");
        assertThat(rows).hasValue(20_000);
    }

    @Test
    void givesRowsWithTheSameGtidsOneSet() throws SQLException {
        final JdbcCheckpointStore store = restartedStore();
        insertTables(3_000, "CONCAT('" + GTIDS + "', IF(seq % 3 = 0, '', ':9'))");
        final Set<GtidSet> sets = Collections.newSetFromMap(new IdentityHashMap<>());
        store.load(point -> sets.add(point.location().gtids()));
        assertThat(sets).hasSize(2);
    }

    @Test
    void isUsableAfterAConsumerThatFails() throws SQLException {
        final JdbcCheckpointStore store = restartedStore();
        insertTables(3_000, "''");
        final IllegalStateException failure = new IllegalStateException("enough");
        assertThatThrownBy(() -> store.load(point -> {
                    throw failure;
                }))
                .isSameAs(failure);
        store.write(change(100));
        assertThat(store.load().tables()).hasSize(3_000);
    }

    private void insertTables(final int count, final String gtids) throws SQLException {
        server().execute("INSERT INTO " + TABLE + " (id, cp_schema, cp_table, binlog_name, binlog_pos, binlog_gtid,"
                + " table_info, is_global) SELECT '" + SOURCE + "', 'shop', CONCAT('t', seq), 'mysql-bin.000003', 200, "
                + gtids + ", 'null', 0 FROM dm_meta.seq_1_to_" + count);
    }

    private String ask(final String sql) {
        try {
            return server().query(sql);
        } catch (final SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void quotesHostileNamesOfSchemaAndTask() {
        final String metaSchema = "m`e?t'a\" -- {d x}";
        final JdbcCheckpointStore store = new JdbcCheckpointStore(
                pool(MariaDbServer.ADMIN, "", ""), metaSchema, "t`a?s'k\\ \"{fn now()}", SOURCE);
        try {
            store.init();
            store.write(change(100, point("orders", 200)));
            assertThat(store.load())
                    .isEqualTo(new StoredCheckpoint(Optional.of(global(100)), List.of(point("orders", 200))));
        } finally {
            store.close();
            dropSchema(metaSchema);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " a", "123456789012345678901234567890123"})
    void refusesASourceIdThatTheColumnWouldChange(final String sourceId) {
        assertThatThrownBy(() -> new JdbcCheckpointStore(pool(MariaDbServer.ADMIN, "", ""), "m", "task", sourceId))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + sourceId + "'")
                .hasMessageContaining("32 characters");
    }

    @Test
    void refusesATaskWhoseTableNameWouldBeTooLong() {
        assertThatThrownBy(
                        () -> new JdbcCheckpointStore(pool(MariaDbServer.ADMIN, "", ""), "m", "t".repeat(47), SOURCE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("46 characters, not 47");
    }

    private void insert(final String schema, final String table, final String location, final String exit)
            throws SQLException {
        server().execute("INSERT INTO " + TABLE + " (id, cp_schema, cp_table, binlog_name, binlog_pos, binlog_gtid,"
                + " exit_safe_binlog_name, exit_safe_binlog_pos, exit_safe_binlog_gtid, table_info, is_global) VALUES ('"
                + SOURCE + "', '" + schema + "', '" + table + "', " + location + ", " + exit + ", 'null', "
                + (schema.isEmpty() ? "1" : "0") + ")");
    }

    private void dropSchema(final String name) {
        try {
            server().execute("DROP SCHEMA IF EXISTS `" + name.replace("`", "``") + "`");
        } catch (final SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
