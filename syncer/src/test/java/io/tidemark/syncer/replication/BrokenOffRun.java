// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import com.zaxxer.hikari.HikariDataSource;
import io.tidemark.core.checkpoint.Checkpoint;
import io.tidemark.core.store.CheckpointDataSources;
import io.tidemark.core.store.JdbcCheckpointStore;
import io.tidemark.syncer.downstream.Downstream;
import io.tidemark.syncer.downstream.RetriedTransaction;
import io.tidemark.syncer.downstream.RetryPolicy;
import io.tidemark.syncer.source.Upstream;
import io.tidemark.syncer.task.Server;
import io.tidemark.syncer.task.Task;
import java.util.Optional;

/** A run that chooses its start as every run does, and then only what a test makes of it; as if killed when closed. */
final class BrokenOffRun implements AutoCloseable {
    private final Upstream binlog;
    private final HikariDataSource pool;
    private final JdbcCheckpointStore store;
    private final Deliveries deliveries;
    private final StartPoint start;

    BrokenOffRun(final Task task) throws InterruptedException {
        final Server target = task.target();
        binlog = Upstream.connect(task.source().server());
        pool = CheckpointDataSources.pool(target.jdbcUrl(), target.user(), target.password(), "crashing", 2);
        store = new JdbcCheckpointStore(
                pool, task.metaSchema(), task.name(), task.source().id());
        final Downstream downstream = new Downstream(target);
        deliveries = new Deliveries(task, downstream, new RetriedTransaction(downstream, RetryPolicy.DEFAULT), store);
        start = StartPoint.choose(task, Optional.empty(), new Checkpoint(deliveries.store()), binlog, deliveries);
    }

    StartPoint start() {
        return start;
    }

    Deliveries deliveries() {
        return deliveries;
    }

    @Override
    public void close() {
        store.close();
        pool.close();
        binlog.close();
    }
}
