// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import com.zaxxer.hikari.HikariDataSource;
import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** A server without a checkpoint table, and what is needed to write one. */
@ExtendWith(MariaDbExtension.class)
abstract class JdbcStoreFixture {
    static final String TABLE = "dm_meta.task_syncer_checkpoint";
    static final String SOURCE = "source-1";

    /** Never expires within a test; a refusal does not take long. */
    static final LeaseConfig LEASE = new LeaseConfig(Duration.ofHours(1), Duration.ofSeconds(1));

    private final List<HikariDataSource> pools = new ArrayList<>();
    private final List<JdbcCheckpointStore> stores = new ArrayList<>();
    private MariaDbServer server;

    @BeforeEach
    void clearServer(final MariaDbServer running) throws SQLException {
        server = running;
        server.execute("DROP SCHEMA IF EXISTS dm_meta");
    }

    @AfterEach
    void closeStoresAndPools() {
        stores.forEach(JdbcCheckpointStore::close);
        closePools();
    }

    void closePools() {
        pools.forEach(HikariDataSource::close);
    }

    MariaDbServer server() {
        return server;
    }

    /** A store that has not been started, as the administrator. */
    JdbcCheckpointStore store() {
        return store(pool(MariaDbServer.ADMIN, "", ""), Retry.STANDARD);
    }

    JdbcCheckpointStore store(final HikariDataSource pool, final Retry retry) {
        return store(pool, LEASE, retry);
    }

    JdbcCheckpointStore store(final HikariDataSource pool, final LeaseConfig lease, final Retry retry) {
        final JdbcCheckpointStore store =
                new JdbcCheckpointStore(pool, JdbcCheckpointStore.DEFAULT_META_SCHEMA, "task", SOURCE, lease, retry);
        stores.add(store);
        return store;
    }

    /** The store of a process that begins when all those before have ended. */
    JdbcCheckpointStore restartedStore() {
        return restartedStore(pool(MariaDbServer.ADMIN, "", ""), Retry.STANDARD);
    }

    JdbcCheckpointStore restartedStore(final HikariDataSource pool, final Retry retry) {
        stores.forEach(JdbcCheckpointStore::close);
        final JdbcCheckpointStore store = store(pool, retry);
        store.init();
        return store;
    }

    HikariDataSource pool(final String user, final String password, final String parameters) {
        final HikariDataSource pool =
                CheckpointDataSources.pool(server.url() + parameters, user, password, "checkpoint", 1);
        pools.add(pool);
        return pool;
    }

    static TablePoint point(final String table, final long offset) {
        return new TablePoint(TableId.of("shop", table), at(offset));
    }

    static Location at(final long offset) {
        return Location.at(new BinlogPosition("mysql-bin.000003", offset));
    }

    static GlobalPoint global(final long offset) {
        return new GlobalPoint(at(offset), Optional.empty());
    }

    static CheckpointChange change(final long global, final TablePoint... points) {
        return new CheckpointChange(List.of(points), Optional.of(global(global)));
    }

    /** A change of tables t0, t1, ... and the global point. */
    static CheckpointChange change(final long global, final int tables) {
        final List<TablePoint> points =
                IntStream.range(0, tables).mapToObj(i -> point("t" + i, global)).toList();
        return new CheckpointChange(points, Optional.of(global(global)));
    }
}
