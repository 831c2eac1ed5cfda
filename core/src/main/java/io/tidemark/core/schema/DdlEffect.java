package io.tidemark.core.schema;

import java.util.List;

/**
 * What a DDL that has been executed did to tables.
 *
 * @param changed        tables that were created or changed, or came by their name.
 * @param dropped        tables that are no more, at least not by this name.
 * @param droppedSchemas schemas that are no more, with all their tables.
 */
public record DdlEffect(List<TableId> changed, List<TableId> dropped, List<String> droppedSchemas) {
    /** Nothing that concerns a table. */
    public static final DdlEffect NONE = new DdlEffect(List.of(), List.of(), List.of());

    /** The lists are copied. */
    public DdlEffect {
        changed = List.copyOf(changed);
        dropped = List.copyOf(dropped);
        droppedSchemas = List.copyOf(droppedSchemas);
    }

    /**
     * Tables were created or changed, none is gone.
     *
     * @param tables which.
     * @return the effect.
     */
    public static DdlEffect changed(final List<TableId> tables) {
        return new DdlEffect(tables, List.of(), List.of());
    }
}
