// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.routing.TableRouter;
import io.tidemark.syncer.row.ColumnAgreement;
import io.tidemark.syncer.row.TableStructure;
import io.tidemark.syncer.row.TableStructures;
import io.tidemark.syncer.row.UpstreamColumn;
import io.tidemark.syncer.source.RowsEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The structures that rows of source tables have downstream, each decided once and kept until the next DDL. Source tables
 * that go to one table share one structure, and so its causality keys. The source thread's.
 */
final class RoutedStructures {
    private final TableRouter router;
    private final TableStructures targets;
    private final NewStructures newStructures;
    private final SharedTables shared;
    private final ColumnAgreement agreement;
    private final Use use;
    private final Map<TableId, Agreed> bySource = new HashMap<>();

    /** The upstream's columns that were found to fit. */
    private record Agreed(TableStructure structure, List<UpstreamColumn> columns) {}

    /** Is told of structures whose rows are handed in. */
    interface Use {
        /** Nobody writes down anything. */
        Use UNRECORDED = new Use() {
            @Override
            public void begins(final TableStructure structure) {}

            @Override
            public void claimed() {}
        };

        /** Rows of it will be handed in. */
        void begins(TableStructure structure);

        /** All rows that were handed in are applied, and claimed. */
        void claimed();
    }

    RoutedStructures(
            final TableRouter router,
            final TableStructures targets,
            final NewStructures newStructures,
            final SharedTables shared,
            final ColumnAgreement agreement,
            final Use use) {
        this.router = router;
        this.targets = targets;
        this.newStructures = newStructures;
        this.shared = shared;
        this.agreement = agreement;
        this.use = use;
    }

    /**
     * The structure of the table downstream that a source table's rows go to. Whether they fit into it is looked at again
     * only if the binlog tells something else of the table.
     */
    TableStructure of(final RowsEvent rows) {
        final TableId source = rows.table();
        final Agreed known = bySource.get(source);
        // mostly the same object
        if (known != null && (known.columns == rows.columns() || known.columns.equals(rows.columns()))) {
            return known.structure;
        }
        final TableStructure structure = known == null ? decided(source) : known.structure;
        agreement.require(source, rows.columns(), structure, rows.location());
        bySource.put(source, new Agreed(structure, rows.columns()));
        return structure;
    }

    private TableStructure decided(final TableId source) {
        final TableId target = router.target(source);
        newStructures.seen(source, target);
        final TableStructure structure = targets.of(target);
        shared.requireNotBehind(source, structure);
        use.begins(structure);
        return structure;
    }

    /**
     * To be called after each DDL.
     *
     * @param claimed whether it is claimed; not if it is a part of a transaction.
     */
    void invalidateAll(final boolean claimed) {
        bySource.clear();
        targets.invalidateAll();
        if (claimed) {
            use.claimed();
        }
    }
}
