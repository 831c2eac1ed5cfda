// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.routing;

import io.tidemark.core.schema.TableId;
import java.util.List;

/**
 * Which tables are replicated: DM's block-allow-list, whose rules follow MySQL's replication filters.
 *
 * <ol>
 *   <li>Schemas first. With {@code do-dbs} a schema must match one of them; {@code ignore-dbs} then mean nothing. Without
 *       {@code do-dbs} it must match none of {@code ignore-dbs}.
 *   <li>Then tables of such schemas. What matches {@code do-tables} is in. What matches {@code ignore-tables} is out. All
 *       others are in if there are no {@code do-tables}.
 * </ol>
 *
 * <p>Immutable.
 *
 * @param doDbs        schemas to replicate.
 * @param doTables     tables to replicate.
 * @param ignoreDbs    schemas to leave out.
 * @param ignoreTables tables to leave out.
 */
public record BlockAllowList(
        List<NamePattern> doDbs,
        List<TablePattern> doTables,
        List<NamePattern> ignoreDbs,
        List<TablePattern> ignoreTables) {
    /** Lets everything in. */
    public static final BlockAllowList EVERYTHING = new BlockAllowList(List.of(), List.of(), List.of(), List.of());

    /** All are copied. */
    public BlockAllowList {
        doDbs = List.copyOf(doDbs);
        doTables = List.copyOf(doTables);
        ignoreDbs = List.copyOf(ignoreDbs);
        ignoreTables = List.copyOf(ignoreTables);
    }

    /**
     * Whether a schema is let in, as statements about schemas need it.
     *
     * @param schema its name.
     * @return true if so; tables of it may be left out all the same.
     */
    public boolean allows(final String schema) {
        return doDbs.isEmpty()
                ? ignoreDbs.stream().noneMatch(pattern -> pattern.matches(schema))
                : doDbs.stream().anyMatch(pattern -> pattern.matches(schema));
    }

    /**
     * Whether a table is let in.
     *
     * @param table its name.
     * @return true if so.
     */
    public boolean allows(final TableId table) {
        if (!allows(table.schema())) {
            return false;
        }
        if (matchesAny(doTables, table)) {
            return true;
        }
        return doTables.isEmpty() && !matchesAny(ignoreTables, table);
    }

    private static boolean matchesAny(final List<TablePattern> patterns, final TableId table) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(table));
    }
}
