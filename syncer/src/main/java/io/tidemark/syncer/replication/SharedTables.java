// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import io.tidemark.core.checkpoint.CheckpointView;
import io.tidemark.core.schema.ColumnInfo;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.schema.TableInfo;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.routing.TableRouter;
import io.tidemark.syncer.row.Column;
import io.tidemark.syncer.row.TableStructure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Watches over tables that several source tables go to. Each of them sends its own DDL, and the first one that comes changes
 * the table, so for a while the table is ahead of the others. The checkpoint knows which: it keeps the columns that the table
 * had after each one's last DDL.
 *
 * <p>While the table is ahead of one of them, rows of that one are refused, and so is the next DDL of those that are not
 * behind: nobody could tell later what was applied. The source thread's.
 */
final class SharedTables {
    private final TableRouter router;
    private final CheckpointView checkpoint;

    SharedTables(final TableRouter router, final CheckpointView checkpoint) {
        this.router = router;
        this.checkpoint = checkpoint;
    }

    /** Whether rows of a source table of this name have come. */
    boolean isSource(final TableId table) {
        return checkpoint.tablePoint(table).isPresent();
    }

    /** Rows may come if the table is not ahead. They would go into wrong columns, even where there are as many of them. */
    void requireNotBehind(final TableId source, final TableStructure target) {
        if (!router.isMerged(source)) {
            return;
        }
        final List<String> expected = names(checkpoint.tableStructure(source));
        final List<String> found = target.columns().stream()
                .map(Column::name)
                .map(SharedTables::folded)
                .toList();
        if (!expected.isEmpty() && !found.equals(expected)) {
            throw new OperatorException("rows of " + source + " have the columns " + expected + ", but " + target
                    + ", which it shares with other source tables, has " + found
                    + ": another one has sent a DDL that this one has not sent yet. Change all tables that go to one while none"
                    + " of them is written to. Now either undo the DDL downstream until this one sends it, if the others are"
                    + " not written to before, or copy the tables anew");
        }
    }

    /**
     * A DDL may come if it is the one that others have sent already, or if all have sent those before.
     *
     * @param present the table's structure before the DDL, none if there is no such table.
     */
    void requireTogether(final TableId source, final TableId target, final TableInfo present) {
        final List<String> now = names(present);
        if (now.isEmpty() || !now.equals(names(checkpoint.tableStructure(source)))) {
            return;
        }
        final List<TableId> behind = new ArrayList<>();
        checkpoint.forEachFlushedStructure((other, structure) -> {
            if (router.target(other).equals(target) && !structure.isNone() && !now.equals(names(structure))) {
                behind.add(other);
            }
        });
        if (!behind.isEmpty()) {
            throw new OperatorException(
                    source + " sends a DDL for " + target + ", which it shares with other source tables, but "
                            + behind.get(0)
                            + " has not sent the one before yet: send each DDL to all tables that go to one before the"
                            + " next. If it will not come, because the table is gone or was changed in another way, delete the row of "
                            + behind.get(0)
                            + " from the checkpoint table, and start again");
        }
    }

    private static List<String> names(final TableInfo structure) {
        return structure.columns().stream()
                .map(ColumnInfo::name)
                .map(SharedTables::folded)
                .toList();
    }

    private static String folded(final String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
