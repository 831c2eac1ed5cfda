package io.tidemark.syncer.verify;

import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.task.Task;
import java.util.Locale;
import java.util.Optional;

/** Where a task replicates a table to. No two tables may go to one: whose rows the others are could not be told. */
@FunctionalInterface
interface TableRoutes {
    /** Empty if the task leaves the table out. */
    Optional<TableId> target(TableId source);

    /** What the task replicates: everything but the schema of its own tables, under the names that it has. */
    static TableRoutes of(final Task task) {
        final String own = task.metaSchema().toLowerCase(Locale.ROOT);
        return source -> source.schema().toLowerCase(Locale.ROOT).equals(own) ? Optional.empty() : Optional.of(source);
    }
}
