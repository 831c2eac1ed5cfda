// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.routing;

import io.tidemark.core.schema.TableId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What becomes of a statement downstream. */
public sealed interface DdlRoute {
    /**
     * It has no place there.
     *
     * @param reason  why, for people.
     * @param changed source tables that share their target with others, and that it changes all the same: what is known of
     *                their structures may not hold any more.
     */
    record Skip(String reason, List<TableId> changed) implements DdlRoute {
        /** The list is copied. */
        public Skip {
            changed = List.copyOf(changed);
        }
    }

    /**
     * It is executed.
     *
     * @param schema  its default schema downstream, empty if it has none.
     * @param sql     its text with the names that tables have downstream.
     * @param parts   if several source tables go to the table that it changes, each of which sends the statement: the
     *                statement in parts that can be executed one by one where some of them are already; else empty.
     * @param tables  the source tables that it creates, changes or drops, each with its name downstream.
     * @param schemas the source schemas, likewise.
     */
    record Execute(
            String schema, String sql, List<String> parts, Map<TableId, TableId> tables, Map<String, String> schemas)
            implements DdlRoute {
        /** All are copied; maps keep their order. */
        public Execute {
            parts = List.copyOf(parts);
            tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
            schemas = Collections.unmodifiableMap(new LinkedHashMap<>(schemas));
        }

        /** @return the tables' names downstream. */
        public List<TableId> targets() {
            return tables.values().stream().distinct().toList();
        }

        /** @return the schemas' names downstream. */
        public List<String> targetSchemas() {
            return schemas.values().stream().distinct().toList();
        }
    }
}
