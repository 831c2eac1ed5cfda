package io.tidemark.syncer.check;

import io.tidemark.core.schema.TableId;
import java.util.List;
import java.util.Optional;

/**
 * A replicated table and where its rows go.
 *
 * @param source     the table upstream.
 * @param target     the name downstream.
 * @param downstream the table there, if there is one.
 */
record TablePair(Catalog.Table source, TableId target, Optional<Catalog.Table> downstream) {
    /** All tables of the upstream, each under its own name. */
    static List<TablePair> of(final Catalog upstream, final Catalog downstream, final boolean caseMatters) {
        return upstream.tables().stream()
                .map(table -> new TablePair(
                        table, table.id, caseMatters ? downstream.find(table.id) : downstream.findFolded(table.id)))
                .toList();
    }
}
