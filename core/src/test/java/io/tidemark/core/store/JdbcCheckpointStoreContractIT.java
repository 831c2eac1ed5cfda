// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import com.zaxxer.hikari.HikariDataSource;
import io.tidemark.core.schema.TableId;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(MariaDbExtension.class)
class JdbcCheckpointStoreContractIT extends CheckpointStoreContract {
    private static final String META_SCHEMA = "contract";

    private MariaDbServer server;
    private HikariDataSource pool;

    @BeforeEach
    void connect(final MariaDbServer running) throws SQLException {
        server = running;
        server.execute("DROP SCHEMA IF EXISTS " + META_SCHEMA);
        pool = CheckpointDataSources.pool(server.url(), MariaDbServer.ADMIN, "", "contract", 2);
    }

    @AfterEach
    void disconnect() {
        pool.close();
    }

    @Override
    protected CheckpointStore open(final String task, final String sourceId) {
        return new JdbcCheckpointStore(pool, META_SCHEMA, task, sourceId);
    }

    /** Any statement that has the table fails; those before it are committed or not as the store has split them. */
    @Override
    protected Optional<Runnable> failWritesOf(final TableId table) {
        execute("CREATE TRIGGER " + META_SCHEMA + ".fails BEFORE UPDATE ON " + META_SCHEMA
                + ".task_syncer_checkpoint FOR EACH ROW IF NEW.cp_schema = '" + table.schema()
                + "' AND NEW.cp_table = '"
                + table.table() + "' THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'disk full'; END IF");
        return Optional.of(() -> execute("DROP TRIGGER " + META_SCHEMA + ".fails"));
    }

    private void execute(final String sql) {
        try {
            server.execute(sql);
        } catch (final SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
