// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.schema;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a DDL that has been executed did to tables.
 *
 * @param changed        tables that were created or changed, or came by their name, and what they look like now:
 *                       {@link TableInfo#NONE} where that is not known, whatever was known before.
 * @param dropped        tables that are no more, at least not by this name.
 * @param droppedSchemas schemas that are no more, with all their tables.
 */
public record DdlEffect(Map<TableId, TableInfo> changed, List<TableId> dropped, List<String> droppedSchemas) {
    /** Nothing that concerns a table. */
    public static final DdlEffect NONE = new DdlEffect(Map.of(), List.of(), List.of());

    /** All are copied. */
    public DdlEffect {
        changed = Map.copyOf(changed);
        dropped = List.copyOf(dropped);
        droppedSchemas = List.copyOf(droppedSchemas);
    }

    /**
     * Tables were created or changed, none is gone, and nobody knows what they look like.
     *
     * @param tables which.
     * @return the effect.
     */
    public static DdlEffect changed(final Collection<TableId> tables) {
        final Map<TableId, TableInfo> changed = new LinkedHashMap<>();
        tables.forEach(table -> changed.put(table, TableInfo.NONE));
        return new DdlEffect(changed, List.of(), List.of());
    }
}
