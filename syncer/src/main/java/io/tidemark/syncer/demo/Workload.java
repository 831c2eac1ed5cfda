// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.demo;

import static java.util.Objects.requireNonNull;

import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.verify.ConnectionSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Writes a mixed load into a schema of its own: inserts, updates (of keys, too), deletes, statements and transactions
 * of one row to hundreds, from several connections that meet on the same rows; and half-way, between transactions, it
 * adds a column and a table and uses them. Every table has a primary key or a unique key without NULL.
 *
 * <p>The number of row changes is met exactly. It counts what committed transactions changed, not the rows that are
 * there in the end.
 *
 * <p>{@link #run()} once, by one thread; {@link #rowsWritten()} may be read by any.
 */
public final class Workload {
    private static final int DEADLOCK = 1213;
    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final int RECORD_CHANGED = 1020;
    private static final int MOST_ATTEMPTS = 100;

    private final ConnectionSource upstream;
    private final WorkloadOptions options;
    private final int keys;
    private final AtomicLong unclaimed;
    private final AtomicLong written = new AtomicLong();
    private final AtomicBoolean evolving = new AtomicBoolean();
    private final AtomicBoolean failed = new AtomicBoolean();
    /** Transactions read-lock the tables' shape, the DDL write-locks it. */
    private final ReadWriteLock shape = new ReentrantReadWriteLock();

    /** Written under the write lock of {@link #shape}. */
    private List<TableChanges> tables = List.of(
            AccountChanges.original(),
            new OrderLineChanges(),
            new WordChanges(),
            new SeatChanges(),
            new SampleChanges());

    /**
     * Prepares a workload; nothing is written yet.
     *
     * @param upstream where to write. Its user may create schemas.
     * @param options  how much, and how.
     */
    public Workload(final ConnectionSource upstream, final WorkloadOptions options) {
        this.upstream = requireNonNull(upstream, "upstream");
        this.options = requireNonNull(options, "options");
        this.unclaimed = new AtomicLong(options.rows());
        this.keys = (int) Math.max(200, Math.min(20_000, options.rows() / 20));
    }

    /** @return row changes committed so far. */
    public long rowsWritten() {
        return written.get();
    }

    /**
     * Creates the schema and writes until the number of row changes is reached.
     *
     * @throws OperatorException    if the schema exists, or the server refuses something.
     * @throws InterruptedException if interrupted; connections finish their transactions in the background.
     */
    public void run() throws InterruptedException {
        execute(List.of("CREATE DATABASE `" + options.schema() + '`'), false);
        execute(tables.stream().map(TableChanges::definition).toList(), true);
        final Pace pace = new Pace(options.rowsPerSecond(), System::nanoTime);
        final ExecutorService threads = Executors.newFixedThreadPool(options.connections());
        try {
            final List<Callable<Void>> writers = new ArrayList<>();
            final SplittableRandom seeds = new SplittableRandom(options.seed());
            for (int i = 0; i < options.connections(); i++) {
                final SplittableRandom own = seeds.split();
                writers.add(() -> write(own, pace));
            }
            for (final Future<Void> writer : threads.invokeAll(writers)) {
                writer.get();
            }
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    /** One connection's part: claims rows, writes that many in a transaction, until no rows are left to claim. */
    private Void write(final SplittableRandom random, final Pace pace) throws SQLException, InterruptedException {
        try (Connection connection = connectToSchema()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setAutoCommit(false);
            for (int claimed = claim(random); claimed > 0 && !failed.get(); claimed = claim(random)) {
                final int rows = writeTransaction(connection, random.nextLong(), claimed);
                unclaimed.addAndGet(claimed - rows);
                final long total = written.addAndGet(rows);
                if (total >= options.rows() / 2 && evolving.compareAndSet(false, true)) {
                    evolve();
                }
                TimeUnit.NANOSECONDS.sleep(pace.nanosUntilDue(total));
            }
            return null;
        } catch (SQLException | RuntimeException e) {
            failed.set(true);
            throw e;
        }
    }

    private int claim(final SplittableRandom random) {
        final int kind = random.nextInt(100);
        final int size = random.nextInt(1, kind < 70 ? 6 : kind < 98 ? 41 : 401);
        final long before = unclaimed.getAndUpdate(left -> left - Math.min(left, size));
        return (int) Math.min(before, size);
    }

    /** Writes the transaction of this seed, again if the server gave another the precedence; returns its rows. */
    private int writeTransaction(final Connection connection, final long seed, final int atMost)
            throws SQLException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            shape.readLock().lock();
            try {
                final int rows = changeRows(new RowWriter(connection, new SplittableRandom(seed), keys), atMost);
                connection.commit();
                return rows;
            } catch (SQLException e) {
                connection.rollback();
                if (!isContention(e) || attempt == MOST_ATTEMPTS) {
                    throw e;
                }
            } finally {
                shape.readLock().unlock();
            }
            Thread.sleep(attempt);
        }
    }

    private int changeRows(final RowWriter writer, final int atMost) throws SQLException {
        int rows = 0;
        // bounded, because a choice that finds no row changes none
        for (int statements = 0; rows < atMost && statements < 10 + 2 * atMost; statements++) {
            rows += tables.get(writer.between(0, tables.size() - 1)).change(writer, atMost - rows);
        }
        return rows;
    }

    private static boolean isContention(final SQLException e) {
        return e.getErrorCode() == DEADLOCK
                || e.getErrorCode() == LOCK_WAIT_TIMEOUT
                || e.getErrorCode() == RECORD_CHANGED;
    }

    private void evolve() {
        final TableChanges audit = new AuditChanges();
        shape.writeLock().lock();
        try {
            execute(List.of(AccountChanges.EVOLUTION, audit.definition()), true);
            final List<TableChanges> evolved = new ArrayList<>(tables);
            evolved.set(0, AccountChanges.evolved());
            evolved.add(audit);
            tables = List.copyOf(evolved);
        } finally {
            shape.writeLock().unlock();
        }
    }

    private void execute(final List<String> statements, final boolean inSchema) {
        try (Connection connection = inSchema ? connectToSchema() : upstream.connect();
                Statement statement = connection.createStatement()) {
            for (final String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private Connection connectToSchema() throws SQLException {
        final Connection connection = upstream.connect();
        try {
            connection.setCatalog(options.schema());
            try (Statement statement = connection.createStatement()) {
                // times that some other zone skips are written, too
                statement.execute("SET SESSION time_zone = '+00:00'");
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    private OperatorException failure(final Throwable cause) {
        return cause instanceof OperatorException known
                ? known
                : new OperatorException(
                        "the workload in schema " + options.schema() + " stopped after " + rowsWritten()
                                + " row changes: " + cause.getMessage(),
                        cause);
    }
}
