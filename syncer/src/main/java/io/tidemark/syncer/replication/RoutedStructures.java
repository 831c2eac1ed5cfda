package io.tidemark.syncer.replication;

import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.routing.TableRouter;
import io.tidemark.syncer.row.TableStructure;
import io.tidemark.syncer.row.TableStructures;
import java.util.HashMap;
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
    private final Map<TableId, TableStructure> bySource = new HashMap<>();

    RoutedStructures(
            final TableRouter router,
            final TableStructures targets,
            final NewStructures newStructures,
            final SharedTables shared) {
        this.router = router;
        this.targets = targets;
        this.newStructures = newStructures;
        this.shared = shared;
    }

    /** The structure of the table downstream that a source table's rows go to. */
    TableStructure of(final TableId source) {
        final TableStructure known = bySource.get(source);
        if (known != null) {
            return known;
        }
        final TableId target = router.target(source);
        newStructures.seen(source, target);
        final TableStructure structure = targets.of(target);
        shared.requireNotBehind(source, structure);
        bySource.put(source, structure);
        return structure;
    }

    /** To be called after each DDL. */
    void invalidateAll() {
        bySource.clear();
        targets.invalidateAll();
    }
}
