package io.tidemark.syncer.downstream;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.schema.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Which schemas and tables the downstream has at present. Each question is a connection of its own; ask seldom. */
public final class DownstreamPresence {
    private final Downstream downstream;

    /**
     * Asks nothing yet.
     *
     * @param downstream whom to ask.
     */
    public DownstreamPresence(final Downstream downstream) {
        this.downstream = requireNonNull(downstream, "downstream");
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
     * Whether there is such a schema.
     *
     * @param schema its name.
     * @return true if there is.
     * @throws io.tidemark.syncer.failure.OperatorException if the downstream can't be asked.
     */
    public boolean hasSchema(final String schema) {
        return any("SELECT 1 FROM information_schema.schemata WHERE schema_name = ?", schema);
    }

    private boolean any(final String sql, final String... parameters) {
        try (Connection connection = downstream.openForDdl();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        } catch (final SQLException e) {
            throw downstream.explain(e);
        }
    }
}
