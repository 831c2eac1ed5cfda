// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import static java.util.Objects.requireNonNull;

import io.tidemark.syncer.failure.OperatorException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is written upstream, the same rows whenever it is. */
enum Workload {
    INSERTS("inserts", "single-row inserts, 4 tables with a secondary index", new Inserts()),
    UPDATES("updates", "single-row updates, uniform over 4 tables of 25,000 rows", new Updates()),
    OLTP("oltp", "2 updates, 1 delete, 1 insert a transaction, Zipf(1) over 4 tables of 25,000 rows", new HotRows()),
    SWAPS("swaps", "two rows exchange a unique value in each transaction, 4 tables of 5,000 rows", new Swaps()),
    TABLES("tables", "3 inserts and 3 updates a transaction, over 3 of 2,000 tables", new ManyTables(2_000)),
    LARGE("large", "transactions of 10,000 inserts and updates by range", new LargeTransactions()),
    WIDE("wide", "5 inserts and 5 updates a transaction, rows of 61 columns and about 1.5 KB", new WideRows());

    /** The schema that is all a workload's own. */
    static final String SCHEMA = "replay";

    private final String key;
    private final String description;
    /** Loads keep nothing. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Load load;

    Workload(final String key, final String description, final Load load) {
        this.key = key;
        this.description = description;
        this.load = load;
    }

    /**
     * The workload of a name.
     *
     * @throws OperatorException if there is none, with those that there are.
     */
    static Workload of(final String key) {
        requireNonNull(key, "key");
        return Stream.of(values())
                .filter(workload -> workload.key.equals(key))
                .findFirst()
                .orElseThrow(() -> new OperatorException("there is no workload '" + key + "'; choose one of "
                        + Stream.of(values()).map(Workload::key).collect(Collectors.joining(", "))));
    }

    /** Its name on the command line and in results. */
    String key() {
        return key;
    }

    /** What it is, in a line for a report. */
    String description() {
        return description;
    }

    /**
     * Makes the tables, and the rows that both sides have before the replay, in a schema of its own; deletes what is
     * there. Not measured; the server is less durable meanwhile.
     */
    void prepare(final Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // tables by the thousand would wait for the disk at each step
            statement.execute("SET @frm=@@GLOBAL.sync_frm, @log=@@GLOBAL.innodb_flush_log_at_trx_commit");
            statement.execute("SET GLOBAL sync_frm=0, GLOBAL innodb_flush_log_at_trx_commit=0");
            statement.execute("DROP DATABASE IF EXISTS " + SCHEMA);
            statement.execute("CREATE DATABASE " + SCHEMA + " CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci");
        }
        connection.setCatalog(SCHEMA);
        load.prepare(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET GLOBAL sync_frm=@frm, GLOBAL innodb_flush_log_at_trx_commit=@log");
        }
    }

    /**
     * Writes about this many row changes, once after {@link #prepare}, over this one connection: so the order of the
     * binlog is the same each time.
     *
     * @param rows at least 1.
     * @return how many row changes there were, at least as many as asked for.
     */
    long write(final Connection connection, final long rows) throws SQLException {
        connection.setCatalog(SCHEMA);
        return load.write(connection, rows);
    }
}
