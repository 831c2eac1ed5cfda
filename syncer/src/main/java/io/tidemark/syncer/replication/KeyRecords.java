// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.downstream.RetriedQuestions;
import io.tidemark.syncer.progress.AppliedRows;
import io.tidemark.syncer.progress.ProgressStore;
import io.tidemark.syncer.progress.Run;
import io.tidemark.syncer.progress.UsedKeys;
import io.tidemark.syncer.row.TableStructure;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes down what an exactly-once run computes causality keys from, table by table, and compares it with what earlier runs have
 * written, as long as there may be rows of theirs. The source thread's.
 */
final class KeyRecords implements RoutedStructures.Use {
    private final ProgressStore progress;
    private final Run run;
    private final AppliedRows applied;
    private final UsedKeys earlier;
    private final RetriedQuestions questions;
    private final Map<TableId, TableStructure> written = new HashMap<>();

    /**
     * Nothing is written yet.
     *
     * @param applied   the rows that earlier runs have applied.
     * @param earlier   what those have written down.
     * @param questions of the source's thread, for the downstream.
     */
    KeyRecords(
            final ProgressStore progress,
            final Run run,
            final AppliedRows applied,
            final UsedKeys earlier,
            final RetriedQuestions questions) {
        this.progress = progress;
        this.run = run;
        this.applied = applied;
        this.earlier = earlier;
        this.questions = questions;
    }

    /** @throws io.tidemark.syncer.failure.OperatorException if the table had other keys then. */
    @Override
    @SuppressWarnings("ReferenceEquality") // structures are compared by identity
    public void begins(final TableStructure structure) {
        if (written.get(structure.id()) == structure) {
            return;
        }
        if (applied.isActive()) {
            earlier.requireSame(structure);
        }
        progress.uses(run, structure, questions);
        written.put(structure.id(), structure);
    }

    /** Each table's keys count anew from here on. */
    @Override
    public void claimed() {
        written.clear();
        progress.forgetKeys(questions);
    }
}
