// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.progress;

import static java.util.Objects.requireNonNull;

import io.tidemark.syncer.ddl.DdlRule;
import io.tidemark.syncer.downstream.Downstream;
import io.tidemark.syncer.downstream.MysqlError;
import io.tidemark.syncer.downstream.RetriedTransaction;
import io.tidemark.syncer.downstream.RetryPolicy;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What operators have decided about single statements of a source, in a table of the downstream. A rule stays when it has
 * been used: the statement may be met again, as long as no flushed checkpoint covers it. Any thread.
 */
public final class DdlRules {
    private final DdlRuleTable table;
    private final String sourceId;
    private final RetriedTransaction transactions;

    /**
     * Connects to nothing yet.
     *
     * @param downstream where the table is.
     * @param policy     how patiently.
     * @param metaSchema the schema of the table.
     * @param task       the task's name, which begins the table's.
     * @param sourceId   tells the sources of the task apart.
     */
    public DdlRules(
            final Downstream downstream,
            final RetryPolicy policy,
            final String metaSchema,
            final String task,
            final String sourceId) {
        this.table = new DdlRuleTable(requireNonNull(metaSchema, "metaSchema"), task);
        this.sourceId = requireNonNull(sourceId, "sourceId");
        this.transactions = new RetriedTransaction(downstream, policy);
    }

    /**
     * A rule as the table has it.
     *
     * @param rule      the rule.
     * @param statement an excerpt of the statement that it was used for, if it was.
     * @param used      when, in UTC, if it was.
     */
    public record Stored(DdlRule rule, Optional<String> statement, Optional<String> used) {
        /** All are required. */
        public Stored {
            requireNonNull(rule, "rule");
            requireNonNull(statement, "statement");
            requireNonNull(used, "used");
        }
    }

    /**
     * Writes a rule, in place of one about the same statement. Creates the table if it is absent.
     *
     * @param rule the rule.
     * @throws InterruptedException if the thread is interrupted while it pauses before a retry.
     */
    public void put(final DdlRule rule) throws InterruptedException {
        transactions.run("write a rule for a DDL to " + table, connection -> {
            table.create(connection);
            try (PreparedStatement statement = connection.prepareStatement(table.replace())) {
                statement.setString(1, sourceId);
                statement.setString(2, rule.at());
                statement.setString(3, rule.replacement().orElse(null));
                return statement.executeUpdate();
            }
        });
    }

    /**
     * Takes a rule back that was not used.
     *
     * @param at the statement's place, as the rule has it.
     * @return whether there was one.
     * @throws InterruptedException if the thread is interrupted while it pauses before a retry.
     */
    public boolean revert(final String at) throws InterruptedException {
        return transactions.run("delete a rule for a DDL from " + table, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(table.delete())) {
                statement.setString(1, sourceId);
                statement.setString(2, at);
                return statement.executeUpdate() > 0;
            } catch (final SQLException e) {
                return absent(e, false);
            }
        });
    }

    /**
     * All rules of the source, the oldest first. Creates nothing.
     *
     * @return the rules.
     * @throws InterruptedException if the thread is interrupted while it pauses before a retry.
     */
    public List<Stored> list() throws InterruptedException {
        return transactions.run("read the rules for DDL from " + table, connection -> {
            final List<Stored> found = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(table.select())) {
                statement.setString(1, sourceId);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        found.add(new Stored(
                                new DdlRule(rows.getString(1), Optional.ofNullable(rows.getString(2))),
                                Optional.ofNullable(rows.getString(3)),
                                Optional.ofNullable(rows.getString(4))));
                    }
                }
                return found;
            } catch (final SQLException e) {
                return absent(e, List.<Stored>of());
            }
        });
    }

    /**
     * Takes a note that a rule was used, for operators. Does nothing about a rule that is not in the table.
     *
     * @param rule      the rule.
     * @param statement what it was used for, fit for messages.
     * @throws InterruptedException if the thread is interrupted while it pauses before a retry.
     */
    public void used(final DdlRule rule, final String statement) throws InterruptedException {
        transactions.run("write to " + table + " that a rule was used", connection -> {
            try (PreparedStatement update = connection.prepareStatement(table.use())) {
                update.setString(1, statement);
                update.setString(2, sourceId);
                update.setString(3, rule.at());
                return update.executeUpdate();
            } catch (final SQLException e) {
                return absent(e, 0);
            }
        });
    }

    private static <T> T absent(final SQLException e, final T nothing) throws SQLException {
        if (MysqlError.isNoSuchTable(e)) {
            return nothing;
        }
        throw e;
    }
}
