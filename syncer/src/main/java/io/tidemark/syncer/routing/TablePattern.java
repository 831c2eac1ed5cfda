// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.routing;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.schema.TableId;
import java.util.Optional;

/**
 * Tables, by patterns of both names.
 *
 * @param schema their schemas.
 * @param table  their own names; absent for all of those schemas, and for the schemas themselves.
 */
public record TablePattern(NamePattern schema, Optional<NamePattern> table) {
    /** Both are required. */
    public TablePattern {
        requireNonNull(schema, "schema");
        requireNonNull(table, "table");
    }

    /**
     * Whether a table is one of them.
     *
     * @param id the table; with an empty name, a schema as a whole.
     * @return true if so.
     */
    public boolean matches(final TableId id) {
        return schema.matches(id.schema()) && (table.isEmpty() || table.get().matches(id.table()));
    }

    /** @return whether it describes one table only. */
    public boolean isExact() {
        return schema.isExact() && table.isPresent() && table.get().isExact();
    }

    @Override
    public String toString() {
        return schema + table.map(name -> "." + name).orElse("");
    }
}
