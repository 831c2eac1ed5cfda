// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.progress;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.store.ExtraStatement;
import io.tidemark.core.store.GlobalPoint;
import io.tidemark.syncer.downstream.MysqlError;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What Tidemark keeps of a source beside the checkpoint table, for tools that show and remove it. Creates nothing; what it has
 * no table for, there is nothing of. Immutable; for any thread.
 */
public final class OwnRecords {
    private final ProgressTable progress;
    private final KeysTable keys;
    private final DdlTable ddl;
    private final FlushedTable flushed;
    private final DdlRuleTable rules;
    private final String sourceId;

    /**
     * Reads nothing yet.
     *
     * @param metaSchema the schema of the tables.
     * @param task       the task's name, which begins theirs.
     * @param sourceId   tells the sources of the task apart.
     */
    public OwnRecords(final String metaSchema, final String task, final String sourceId) {
        this.progress = new ProgressTable(requireNonNull(metaSchema, "metaSchema"), task);
        this.keys = new KeysTable(metaSchema, task);
        this.ddl = new DdlTable(metaSchema, task);
        this.flushed = new FlushedTable(metaSchema, task);
        this.rules = new DdlRuleTable(metaSchema, task);
        this.sourceId = requireNonNull(sourceId, "sourceId");
    }

    /**
     * What there is.
     *
     * @param flushed     what Tidemark has flushed last; others may have moved the checkpoint since.
     * @param runs        runs that work, or have not ended cleanly.
     * @param ddlUnderWay the text of a DDL that was about to be executed, and is not claimed yet.
     * @param ddlRules    how many statements an operator has decided about.
     */
    public record Found(Optional<GlobalPoint> flushed, long runs, Optional<String> ddlUnderWay, long ddlRules) {
        /** All are required. */
        public Found {
            requireNonNull(flushed, "flushed");
            requireNonNull(ddlUnderWay, "ddlUnderWay");
        }

        /** @return whether no run has left anything; operators may have. */
        public boolean isEmpty() {
            return flushed.isEmpty() && runs == 0 && ddlUnderWay.isEmpty();
        }
    }

    private interface Question<T> {
        T ask() throws SQLException;
    }

    /**
     * Looks.
     *
     * @param connection to the server that holds the checkpoint.
     * @return what there is.
     * @throws SQLException if the server refuses.
     */
    public Found find(final Connection connection) throws SQLException {
        return new Found(
                unlessAbsent(() -> FlushedPoints.read(connection, flushed, sourceId), Optional.empty()),
                unlessAbsent(() -> count(connection, "COUNT(DISTINCT run)", progress), 0L),
                unlessAbsent(
                        () -> first(connection, "SELECT statement FROM " + ddl + " WHERE id = ?"), Optional.empty()),
                unlessAbsent(() -> count(connection, "COUNT(*)", rules), 0L));
    }

    /**
     * Statements that forget how far runs have come, so that nothing they have applied is taken for applied. Runs that still
     * work are shut out by it.
     *
     * @param connection to the server that holds the checkpoint.
     * @return to be executed under the lease, in the transaction that sets the checkpoint.
     * @throws SQLException if the server refuses.
     */
    public List<ExtraStatement> forgettingRuns(final Connection connection) throws SQLException {
        return deleting(connection, List.of(progress, keys));
    }

    /**
     * Statements that forget everything, what operators have decided about DDL included.
     *
     * @param connection to the server that holds the checkpoint.
     * @return to be executed under the lease, in the transaction that clears the checkpoint.
     * @throws SQLException if the server refuses.
     */
    public List<ExtraStatement> forgettingAll(final Connection connection) throws SQLException {
        return deleting(connection, List.of(progress, keys, ddl, flushed, rules));
    }

    private List<ExtraStatement> deleting(final Connection connection, final List<OwnTable> tables)
            throws SQLException {
        final List<ExtraStatement> statements = new ArrayList<>();
        for (final OwnTable table : tables) {
            final boolean there = unlessAbsent(
                            () -> first(connection, "SELECT COUNT(*) FROM " + table + " WHERE id = ?"),
                            Optional.empty())
                    .isPresent();
            if (there) {
                statements.add(new ExtraStatement("DELETE FROM " + table + " WHERE id = ?", List.of(sourceId)));
            }
        }
        return statements;
    }

    private long count(final Connection connection, final String what, final OwnTable table) throws SQLException {
        return first(connection, "SELECT " + what + " FROM " + table + " WHERE id = ?")
                .map(Long::valueOf)
                .orElse(0L);
    }

    private Optional<String> first(final Connection connection, final String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, sourceId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
            }
        }
    }

    private static <T> T unlessAbsent(final Question<T> question, final T otherwise) throws SQLException {
        try {
            return question.ask();
        } catch (final SQLException e) {
            if (MysqlError.isNoSuchTable(e)) {
                return otherwise;
            }
            throw e;
        }
    }
}
