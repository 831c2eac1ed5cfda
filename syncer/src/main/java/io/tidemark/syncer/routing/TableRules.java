// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.routing;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.schema.TableId;
import java.util.Locale;
import java.util.Set;

/**
 * What a task replicates, and where to: never the servers' own schemas nor the checkpoint's, and of all others what the
 * block-allow-list lets in and the filters leave, under the names that the routes give.
 *
 * <p>All questions are about source tables by their names upstream. Immutable, and without memory: whoever asks for each
 * row keeps the answer.
 *
 * @param metaSchema the schema of the checkpoint.
 * @param allowed    which tables are replicated.
 * @param filter     which of their events are not.
 * @param router     where they go.
 */
public record TableRules(String metaSchema, BlockAllowList allowed, EventFilter filter, TableRouter router) {
    private static final Set<String> SYSTEM_SCHEMAS =
            Set.of("mysql", "sys", "information_schema", "performance_schema");

    /** All are required. */
    public TableRules {
        requireNonNull(metaSchema, "metaSchema");
        requireNonNull(allowed, "allowed");
        requireNonNull(filter, "filter");
        requireNonNull(router, "router");
    }

    /**
     * Everything is replicated, each table to one of its own name.
     *
     * @param metaSchema the schema of the checkpoint.
     * @return the rules.
     */
    public static TableRules everything(final String metaSchema) {
        return new TableRules(metaSchema, BlockAllowList.EVERYTHING, EventFilter.NOTHING, TableRouter.STRAIGHT);
    }

    /**
     * Whether a schema is a server's own, or the checkpoint's: nothing comes from there, and nothing goes there.
     *
     * @param schema its name.
     * @return true if so.
     */
    public boolean isReserved(final String schema) {
        final String folded = schema.toLowerCase(Locale.ROOT);
        return SYSTEM_SCHEMAS.contains(folded) || folded.equals(metaSchema.toLowerCase(Locale.ROOT));
    }

    /**
     * Whether statements about a schema as a whole, and about routines in it, are replicated.
     *
     * @param schema its name.
     * @return true if so.
     */
    public boolean isReplicated(final String schema) {
        return !isReserved(schema) && allowed.allows(schema);
    }

    /**
     * Whether a table is replicated.
     *
     * @param table its name.
     * @return true if so; some of its events may be left out all the same.
     */
    public boolean isReplicated(final TableId table) {
        return !isReserved(table.schema()) && allowed.allows(table);
    }

    /**
     * Whether changes of a table's rows are replicated.
     *
     * @param table its name.
     * @param event what happens to the rows.
     * @return true if so.
     */
    public boolean isReplicated(final TableId table, final RowEvent event) {
        return isReplicated(table) && !filter.ignores(table, event);
    }
}
