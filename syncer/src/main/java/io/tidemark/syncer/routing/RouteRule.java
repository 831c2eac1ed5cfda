// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.routing;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.schema.TableId;
import java.util.Optional;

/**
 * Tables that have other names downstream. Immutable.
 *
 * @param name         what the operator calls the rule.
 * @param tables       the source tables. Without a pattern for their own names the rule is one of schemas: it holds for the
 *                     schemas themselves too, and for those of their tables that no rule of tables is about.
 * @param targetSchema their schema downstream.
 * @param targetTable  their own name downstream; absent if they keep it.
 */
public record RouteRule(String name, TablePattern tables, String targetSchema, Optional<String> targetTable) {
    /** All are required. */
    public RouteRule {
        requireNonNull(name, "name");
        requireNonNull(tables, "tables");
        requireNonNull(targetSchema, "targetSchema");
        requireNonNull(targetTable, "targetTable");
    }

    boolean isOfSchemas() {
        return tables.table().isEmpty();
    }

    TableId target(final TableId source) {
        return TableId.of(targetSchema, targetTable.orElse(source.table()));
    }

    /** Whether it may send several source tables to one. */
    boolean merges() {
        if (targetTable.isPresent()) {
            return !tables.isExact();
        }
        return !tables.schema().isExact();
    }

    /** Whether it sends some source table there, if there is one of that name. */
    boolean reaches(final TableId target) {
        if (!targetSchema.equals(target.schema())) {
            return false;
        }
        return targetTable.isPresent()
                ? targetTable.get().equals(target.table())
                : tables.table().isEmpty() || tables.table().get().matches(target.table());
    }
}
