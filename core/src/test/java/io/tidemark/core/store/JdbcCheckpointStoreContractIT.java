package io.tidemark.core.store;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(MariaDbExtension.class)
class JdbcCheckpointStoreContractIT extends CheckpointStoreContract {
    private static final String META_SCHEMA = "contract";

    private HikariDataSource pool;

    @BeforeEach
    void connect(final MariaDbServer server) throws Exception {
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
}
