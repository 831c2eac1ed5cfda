// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.schema.TableId;
import io.tidemark.core.schema.TableInfo;
import io.tidemark.core.store.TableInfoReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which schemas and tables the downstream has at present. For one thread. */
public final class DownstreamPresence {
    private static final Logger LOG = LoggerFactory.getLogger(DownstreamPresence.class);

    private final RetriedQuestions questions;

    /**
     * Asks nothing yet.
     *
     * @param questions go to the downstream; closed by the caller.
     */
    public DownstreamPresence(final RetriedQuestions questions) {
        this.questions = requireNonNull(questions, "questions");
    }

    /**
     * Whether there is such a table or view.
     *
     * @param table its name.
     * @return true if there is.
     * @throws io.tidemark.syncer.failure.OperatorException if the downstream can't be asked.
     */
    public boolean hasTable(final TableId table) {
        return any(
                "SELECT 1 FROM information_schema.tables WHERE table_schema = ? AND table_name = ?",
                table.schema(),
                table.table());
    }

    /**
     * Whether there is a view of this name.
     *
     * @param table its name.
     * @return true if there is; it has no rows of its own.
     * @throws io.tidemark.syncer.failure.OperatorException if the downstream can't be asked.
     */
    public boolean isView(final TableId table) {
        return any(
                "SELECT 1 FROM information_schema.views WHERE table_schema = ? AND table_name = ?",
                table.schema(),
                table.table());
    }

    /**
     * Whether there is such a schema.
     *
     * @param schema its name.
     * @return true if there is.
     * @throws io.tidemark.syncer.failure.OperatorException if the downstream can't be asked.
     */
    public boolean hasSchema(final String schema) {
        return any("SELECT 1 FROM information_schema.schemata WHERE schema_name = ?", schema);
    }

    /**
     * A table's structure, as the checkpoint keeps it.
     *
     * @param table its name.
     * @return the structure; {@link TableInfo#NONE} if there is no such table, or a column has a type that the checkpoint
     *     has no word for.
     * @throws io.tidemark.syncer.failure.OperatorException if the downstream can't be asked.
     */
    public TableInfo structure(final TableId table) {
        return questions.ask("the structure of " + table, connection -> {
            try {
                return new TableInfoReader(connection).read(table).orElse(TableInfo.NONE);
            } catch (final IllegalArgumentException e) {
                LOG.warn("the structure of {} is left out of the checkpoint: {}", table, e.getMessage());
                return TableInfo.NONE;
            }
        });
    }

    private boolean any(final String sql, final String... parameters) {
        return questions.ask("which tables there are", connection -> select(connection, sql, parameters));
    }

    private static boolean select(final Connection connection, final String sql, final String... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }
}
