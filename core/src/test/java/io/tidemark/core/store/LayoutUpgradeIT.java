// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that older versions have left behind, with rows in them. */
class LayoutUpgradeIT extends JdbcStoreFixture {
    private static final String FIRST_COLUMNS = "id varchar(32) NOT NULL, cp_schema varchar(128) NOT NULL,"
            + " cp_table varchar(128) NOT NULL, binlog_name varchar(128), binlog_pos int unsigned,";
    private static final String LAST_COLUMNS = " is_global boolean,"
            + " create_time timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,"
            + " update_time timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,"
            + " UNIQUE KEY uk_id_schema_table (id, cp_schema, cp_table))";
    private static final String NO_GTIDS_NO_STRUCTURES = FIRST_COLUMNS + LAST_COLUMNS;
    private static final String NO_EXIT_POINT =
            FIRST_COLUMNS + " binlog_gtid varchar(256), table_info json NOT NULL," + LAST_COLUMNS;
    private static final String NULLABLE_STRUCTURES = FIRST_COLUMNS
            + " binlog_gtid text, exit_safe_binlog_name varchar(128) DEFAULT '', exit_safe_binlog_pos int unsigned"
            + " DEFAULT 0, exit_safe_binlog_gtid text, table_info json," + LAST_COLUMNS;
    private static final String GTIDS = "3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5";

    @Test
    void readsAndWritesATableWithoutGtidsStructuresAndExitPoint() throws SQLException {
        create(NO_GTIDS_NO_STRUCTURES);
        insertPoints();
        final JdbcCheckpointStore store = restartedStore();
        assertThat(store.load().global()).contains(global(100));
        assertThat(store.load().tables()).containsExactly(point("orders", 200));
        store.write(change(300, point("orders", 400)));
        assertThat(store.load().tables()).containsExactly(point("orders", 400));
    }

    @ParameterizedTest
    @ValueSource(strings = {NO_GTIDS_NO_STRUCTURES, NO_EXIT_POINT, NULLABLE_STRUCTURES})
    void givesAnOldTableTheLayoutOfANewOne(final String columns) throws SQLException {
        restartedStore();
        final String layout = layout();
        server().execute("DROP TABLE " + TABLE);
        create(columns);
        restartedStore();
        assertThat(layout()).isEqualTo(layout);
    }

    private static final String STRUCTURE =
            "{\"id\": 1, \"name\": {\"O\": \"orders\", \"L\": \"orders\"}, \"cols\": [], \"index_info\": []}";

    @Test
    void keepsTheStructuresAndGtidsThatAreThere() throws SQLException {
        create(NO_EXIT_POINT);
        server().execute("INSERT INTO " + TABLE + " (id, cp_schema, cp_table, binlog_name, binlog_pos, binlog_gtid,"
                + " table_info, is_global) VALUES ('source-1', 'shop', 'orders', 'mysql-bin.000003', 200, '" + GTIDS
                + "', '" + STRUCTURE + "', 0)");
        assertThat(restartedStore().load().tables()).hasSize(1);
        assertThat(server().query("SELECT CONCAT_WS('|', binlog_gtid, table_info) FROM " + TABLE))
                .isEqualTo(GTIDS + "|" + STRUCTURE);
    }

    @Test
    void givesRowsWithoutAStructureTheTextForNoneAndLeavesTheirTimes() throws SQLException {
        create(NO_GTIDS_NO_STRUCTURES);
        insertPoints();
        server().execute("UPDATE " + TABLE
                + " SET create_time = '2020-01-02 03:04:05', update_time = '2020-01-02 03:04:06'");
        restartedStore();
        assertThat(server().query("SELECT GROUP_CONCAT(CONCAT_WS('|', table_info, create_time, update_time))" + " FROM "
                        + TABLE + " WHERE cp_table = 'orders'"))
                .isEqualTo("null|2020-01-02 03:04:05|2020-01-02 03:04:06");
    }

    @Test
    void goesOnWithAnUpgradeThatEndedInTheMiddle() throws SQLException {
        create(NULLABLE_STRUCTURES);
        insertPoints();
        restartedStore();
        assertThat(server().query("SELECT COUNT(*) FROM " + TABLE + " WHERE table_info = 'null'"))
                .isEqualTo("2");
    }

    @Test
    void altersNothingWhenNothingLacks() throws SQLException {
        restartedStore();
        server().execute("ALTER TABLE " + TABLE + " ADD COLUMN newer INT, ADD COLUMN newest INT NOT NULL DEFAULT 7");
        server().execute("CREATE USER IF NOT EXISTS plain", "GRANT SELECT, INSERT, UPDATE ON dm_meta.* TO plain");
        try {
            final JdbcCheckpointStore store = restartedStore(pool("plain", "", ""), Retry.STANDARD);
            store.write(change(100, point("orders", 200)));
            assertThat(store.load().global()).contains(global(100));
        } finally {
            server().execute("DROP USER plain");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MODIFY binlog_pos INT | 'binlog_pos' is int(11), and must be INT UNSIGNED",
                "MODIFY table_info INT | 'table_info' is int(11), and must be JSON NOT NULL",
                "MODIFY cp_schema BLOB(16) NOT NULL, DROP KEY uk_id_schema_table | 'cp_schema' is tinyblob",
                "CHANGE binlog_name log VARCHAR(128) | no column 'binlog_name'",
                "ADD COLUMN tenant INT NOT NULL | 'tenant' (int(11)) is unknown",
                "DROP KEY uk_id_schema_table | no unique key"
            })
    void namesTheColumnThatCantBeUsedAndAltersNothing(final String alteration, final String reason)
            throws SQLException {
        create(NO_EXIT_POINT);
        server().execute("ALTER TABLE " + TABLE + ' ' + alteration);
        final String layout = layout();
        assertThatThrownBy(this::restartedStore)
                .isInstanceOf(CheckpointStoreException.class)
                .hasMessageContaining("`dm_meta`.`task_syncer_checkpoint`")
                .hasMessageContaining(reason)
                .hasMessageContaining("choose another task name");
        assertThat(layout()).isEqualTo(layout);
    }

    private void create(final String columns) throws SQLException {
        server().execute(
                        "CREATE SCHEMA IF NOT EXISTS dm_meta",
                        "CREATE TABLE " + TABLE + " (" + columns
                                + " DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
    }

    private void insertPoints() throws SQLException {
        server().execute("INSERT INTO " + TABLE
                + " (id, cp_schema, cp_table, binlog_name, binlog_pos, is_global) VALUES"
                + " ('source-1', '', '', 'mysql-bin.000003', 100, 1),"
                + " ('source-1', 'shop', 'orders', 'mysql-bin.000003', 200, 0)");
    }

    private String layout() throws SQLException {
        return server().query("SELECT GROUP_CONCAT(column_name, ' ', column_type, ' ', is_nullable, ' ',"
                + " COALESCE(column_default, '-'), ' ', extra ORDER BY ordinal_position)"
                + " FROM information_schema.columns WHERE CONCAT(table_schema, '.', table_name) = '" + TABLE + "'");
    }
}
