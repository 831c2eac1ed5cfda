// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.progress;

import static java.util.Objects.requireNonNull;

import io.tidemark.syncer.downstream.Ddl;
import io.tidemark.syncer.downstream.DdlConnections;
import io.tidemark.syncer.downstream.DdlDelivery;
import io.tidemark.syncer.downstream.DdlExecutor;
import io.tidemark.syncer.downstream.MysqlError;
import io.tidemark.syncer.downstream.RetryPolicy;
import io.tidemark.syncer.downstream.SharedDdl;
import io.tidemark.syncer.failure.OperatorException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes each DDL once, although the server commits it by itself.
 *
 * <p>Before it is executed a record is written of it and of what the downstream is like. Afterwards the record says that
 * it is executed, and once the checkpoint covers it, it goes. Whoever finds a record of the DDL that is at hand, after a
 * crash or a lost connection, asks {@link DdlVerdict}. For one thread.
 */
public final class DdlFence implements DdlDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(DdlFence.class);

    private final DdlConnections connections;
    private final RetryPolicy policy;
    private final DdlRecords records;
    private final ProgressStore progress;
    private final Run run;
    private boolean removable;

    /**
     * A fence for one run.
     *
     * @param connections where to execute.
     * @param policy      how patiently.
     * @param records     where records are kept.
     * @param progress    tells whether the run may still write.
     * @param run         the run.
     */
    public DdlFence(
            final DdlConnections connections,
            final RetryPolicy policy,
            final DdlRecords records,
            final ProgressStore progress,
            final Run run) {
        this.connections = requireNonNull(connections, "connections");
        this.policy = requireNonNull(policy, "policy");
        this.records = requireNonNull(records, "records");
        this.progress = requireNonNull(progress, "progress");
        this.run = requireNonNull(run, "run");
    }

    @Override
    public void execute(final Ddl ddl, final boolean replaying) throws InterruptedException {
        run.proveDdl(Optional.empty()); // the record of the one before is about to go
        inSession(ddl, session -> deliver(session, ddl, replaying));
        run.proveDdl(Optional.of(records.proof(ddl)));
        // rows of the same transaction follow, and only its end is a boundary
        removable = !ddl.insideTransaction();
    }

    @Override
    public void passOver(final Ddl ddl) throws InterruptedException {
        run.proveDdl(Optional.empty());
        inSession(ddl, session -> {
            final Connection connection = session.connection();
            connection.setAutoCommit(false);
            progress.requireOwner(connection, run);
            // an operator who leaves a statement out has seen what came of it
            session.record().filter(record -> !record.isAt(ddl)).ifPresent(record -> refuseOther(record, ddl));
            session.delete();
            connection.commit();
        });
        removable = false;
    }

    /** A piece of work with the record at hand. */
    private interface Work {
        void in(DdlSession session) throws SQLException;
    }

    private void inSession(final Ddl ddl, final Work work) throws InterruptedException {
        for (int retry = 1; ; retry++) {
            try (DdlSession session = DdlSession.open(connections, records.table(), run.sourceId())) {
                work.in(session);
                return;
            } catch (final SQLException e) {
                if (connections.isAbandoned()) {
                    throw new OperatorException(
                            "the run was told to end, and the DDL at "
                                    + ddl.after().position()
                                    + " took too long to be waited for: it goes on downstream, and"
                                    + " the next start waits for its end. The statement: " + ddl.shown(),
                            e);
                }
                if (!MysqlError.isTransient(e) || retry > policy.retries()) {
                    throw DdlExecutor.failure(connections.downstream(), ddl, e);
                }
                LOG.warn("Retry {} of the DDL at {}: {}", retry, ddl.after().position(), MysqlError.describe(e));
            }
            policy.pause(retry);
        }
    }

    private void deliver(final DdlSession session, final Ddl ddl, final boolean replaying) throws SQLException {
        final Optional<DdlRecord> found = agree(session, ddl);
        final DdlVerdict verdict = found.isPresent() ? verdict(session, ddl, found.get()) : DdlVerdict.EXECUTE;
        if (verdict == DdlVerdict.EXECUTED) {
            LOG.info("The DDL at {} was executed before", ddl.after().position());
        } else {
            final boolean tolerant = verdict == DdlVerdict.EXECUTE_REST || (replaying && found.isEmpty());
            execute(session, ddl, tolerant);
        }
        session.markExecuted();
    }

    /** Writes the record unless there is one of this very statement, which is returned then. */
    private Optional<DdlRecord> agree(final DdlSession session, final Ddl ddl) throws SQLException {
        final Connection connection = session.connection();
        connection.setAutoCommit(false);
        progress.requireOwner(connection, run);
        final Optional<DdlRecord> found = session.record();
        final boolean own = found.filter(record -> record.isOf(ddl)).isPresent();
        if (!own) {
            found.ifPresent(record -> refuseOther(record, ddl));
            session.write(DdlRecord.of(ddl, new FingerprintReader(connection).read(ddl)));
        }
        connection.commit();
        connection.setAutoCommit(true);
        return own ? found : Optional.empty();
    }

    /** A record of another statement than the one at hand, which must have been passed by now. */
    private void refuseOther(final DdlRecord record, final Ddl ddl) {
        if (record.executed() && record.isBehind(ddl)) {
            throw new OperatorException("the DDL " + record.gtid() + " (" + record.sql()
                    + ") is executed, but on this upstream it comes only after " + ddl.after() + " (" + ddl.shown()
                    + "): read from the upstream that it was executed from until both are passed, then switch; or, if it"
                    + " is gone, "
                    + records.table().remedyOfUndoing(run.sourceId()));
        }
        if (!record.executed()) {
            throw new OperatorException("a DDL was about to be executed before " + record.after() + " ("
                    + record.sql()
                    + "), but the next one in the stream is the one before " + ddl.after() + " (" + ddl.shown()
                    + "), so nobody can tell whether it was executed: "
                    + records.table().remedy(run.sourceId()));
        }
    }

    private DdlVerdict verdict(final DdlSession session, final Ddl ddl, final DdlRecord record) throws SQLException {
        if (record.executed()) {
            return DdlVerdict.EXECUTED;
        }
        if (ddl.parts().size() > 1) {
            return DdlVerdict.EXECUTE; // what was done part by part may be half done, and does no harm done again
        }
        final Fingerprint now = new FingerprintReader(session.connection()).read(ddl);
        final DdlVerdict verdict = DdlVerdict.of(ddl, record.before(), now);
        if (verdict == DdlVerdict.UNKNOWN) {
            throw new OperatorException("can't tell whether the DDL before " + ddl.after() + " (" + ddl.shown()
                    + ") was executed when the last run ended: "
                    + records.table().remedy(run.sourceId()));
        }
        return verdict;
    }

    private void execute(final DdlSession session, final Ddl ddl, final boolean tolerant) throws SQLException {
        try {
            SharedDdl.execute(session.connection(), tolerant ? ddl.withSql(RestOfDrop.of(ddl.sql())) : ddl);
        } catch (final SQLException e) {
            if (tolerant && MysqlError.isAlreadyApplied(e)) {
                LOG.info("The DDL at {} is applied already: {}", ddl.after().position(), e.getMessage());
                return;
            }
            if (!MysqlError.isTransient(e)) {
                // refused, so not executed: what an operator changes now must not be taken for its effect
                session.delete();
            }
            throw e;
        }
    }

    @Override
    public void claimed() throws InterruptedException {
        if (removable) {
            removable = false;
            run.proveDdl(Optional.empty());
            records.delete(progress, run);
        }
    }
}
