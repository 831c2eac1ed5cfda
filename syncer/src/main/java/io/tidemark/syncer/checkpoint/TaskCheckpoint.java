// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.checkpoint;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariDataSource;
import io.tidemark.core.store.CheckpointReader;
import io.tidemark.core.store.CheckpointStoreException;
import io.tidemark.core.store.GlobalPoint;
import io.tidemark.core.store.JdbcCheckpointStore;
import io.tidemark.core.store.StoredCheckpoint;
import io.tidemark.syncer.downstream.CheckpointPool;
import io.tidemark.syncer.downstream.Downstream;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.progress.OwnRecords;
import io.tidemark.syncer.task.Task;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** The checkpoint of a task's source, and all that Tidemark keeps beside it. Any thread. */
public final class TaskCheckpoint {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Task task;
    private final Downstream downstream;
    private final CheckpointReader reader;
    private final OwnRecords records;

    /**
     * Connects to nothing yet.
     *
     * @param task the task.
     */
    public TaskCheckpoint(final Task task) {
        this.task = requireNonNull(task, "task");
        this.downstream = Downstream.forOperators(task.target());
        final String source = task.source().id();
        this.reader = new CheckpointReader(task.metaSchema(), task.name(), source);
        this.records = new OwnRecords(task.metaSchema(), task.name(), source);
    }

    /**
     * Looks at it, beside whoever works with it; creates and changes nothing.
     *
     * @return what there is.
     * @throws OperatorException if the downstream can't be asked, or a row can't be understood.
     */
    public CheckpointState state() {
        return asking(this::state);
    }

    private CheckpointState state(final Connection connection) throws SQLException {
        return new CheckpointState(
                reader.toString(), reader.read(connection), records.find(connection), reader.worker(connection));
    }

    /**
     * Removes everything that the downstream holds of the source, what operators have decided about DDL included, so that
     * the next run is a first one. The tables stay, other sources may be in them.
     *
     * @return what there was.
     * @throws OperatorException if a process works on the source, or the downstream refuses; then everything stays.
     */
    public CheckpointState clear() {
        final CheckpointState seen = state();
        if (seen.hasNothing()) {
            return seen; // and no table is created
        }
        return leased(store -> {
            final CheckpointState before = state();
            store.replace(StoredCheckpoint.EMPTY, asking(records::forgettingAll));
            return before;
        });
    }

    /**
     * Puts a copy in the place of what there is. What earlier runs know of applied rows is forgotten: the copy may be from
     * before them, or the downstream's data too. The copy's safe-mode exit point is left out, because rows beyond it may
     * have been applied since, by a run of which {@link #clear} has left no trace too; so the next run is in safe mode up
     * to where the upstream ends then.
     *
     * @param copy    what to put there.
     * @param replace whether anything may be there already.
     * @return whether there was anything.
     * @throws OperatorException if a process works on the source, if there is something and it may not be replaced, or the
     *                           downstream refuses; then everything stays.
     */
    public boolean put(final StoredCheckpoint copy, final boolean replace) {
        state().worker().ifPresent(worker -> {
            throw new OperatorException("source '" + task.source().id() + "' of " + reader + " is worked on by "
                    + worker + ": stop it first");
        });
        return leased(store -> put(copy, replace, store));
    }

    private boolean put(final StoredCheckpoint copy, final boolean replace, final JdbcCheckpointStore store) {
        final CheckpointState before = state();
        if (!before.isEmpty() && !replace) {
            throw new OperatorException(reader + " holds a checkpoint of source '"
                    + task.source().id() + "' already"
                    + before.stored()
                            .global()
                            .map(point -> ", at " + point.location())
                            .orElse("") + "; add --replace to put the file in its place");
        }
        final StoredCheckpoint careful = new StoredCheckpoint(
                copy.global().map(point -> new GlobalPoint(point.location(), Optional.empty())), copy.tables());
        store.replace(careful, asking(records::forgettingRuns));
        return !before.isEmpty();
    }

    private interface Change<T> {
        T by(JdbcCheckpointStore store);
    }

    /** Nobody else changes anything meanwhile. */
    private <T> T leased(final Change<T> change) {
        try (HikariDataSource pool = CheckpointPool.open(task.target(), PATIENCE, 1);
                JdbcCheckpointStore store = new JdbcCheckpointStore(
                        pool, task.metaSchema(), task.name(), task.source().id())) {
            store.init();
            return change.by(store);
        } catch (final CheckpointStoreException e) {
            throw new OperatorException(e.getMessage(), e);
        }
    }

    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    private <T> T asking(final Question<T> question) {
        try (Connection connection = downstream.openForRows()) {
            final T answer = question.ask(connection);
            connection.rollback();
            return answer;
        } catch (final SQLException e) {
            throw downstream.explain(e);
        } catch (final CheckpointStoreException e) {
            throw new OperatorException(e.getMessage(), e);
        }
    }
}
