// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import io.tidemark.syncer.row.CausalityKeys;
import io.tidemark.syncer.row.KeyBuffer;
import io.tidemark.syncer.row.RowChange;
import io.tidemark.syncer.row.TableStructure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.collections.Long2LongHashMap;

/**
 * Puts a batch's changes into steps: changes of one table that become statements of one form. A transaction that inserts
 * into two tables in turns becomes two statements, not as many as there are rows.
 *
 * <p>Changes that share a causality key keep their order: a change joins the latest step of its table and form if no later
 * step holds a change that it shares a key with, else it begins a new step. Inside a step the order is that of the batch.
 * So whatever one change may depend on in another (its row, a value of a unique index that it takes over) is done before
 * it, and all others may change places, since the batch is one transaction.
 *
 * <p>For one worker; used for one batch after the other.
 */
final class StatementPlan {
    private static final long NONE = -1;

    /** More room than this, which one huge batch took, is given back. */
    private static final int KEPT_KEYS = 1 << 14;

    /** Changes of one table that become statements of one form, in the batch's order. */
    static final class Step {
        private final TableStructure structure;
        private final StatementForm form;
        private int[] changes = new int[8];
        private int size;

        private Step(final TableStructure structure, final StatementForm form) {
            this.structure = structure;
            this.form = form;
        }

        TableStructure structure() {
            return structure;
        }

        StatementForm form() {
            return form;
        }

        int size() {
            return size;
        }

        /** The change's place in the batch. */
        int change(final int index) {
            return changes[index];
        }

        private void add(final int change) {
            if (size == changes.length) {
                changes = Arrays.copyOf(changes, size * 2);
            }
            changes[size] = change;
            size++;
        }
    }

    private final CausalityKeys causality = new CausalityKeys();
    private final KeyBuffer keys = new KeyBuffer();
    private final List<Step> steps = new ArrayList<>();
    private final Long2LongHashMap lastStepOfKey = new Long2LongHashMap(NONE);
    private final Map<TableStructure, Map<StatementForm, Integer>> lastStepOfForm = new HashMap<>();

    /** Begins the plan of another batch. */
    void clear() {
        steps.clear();
        lastStepOfKey.clear();
        if (lastStepOfKey.capacity() > KEPT_KEYS) {
            lastStepOfKey.compact();
        }
        lastStepOfForm.clear();
    }

    /**
     * Plans a change, behind everything that was planned before and shares a key with it.
     *
     * @param place  its place in the batch.
     * @param change the change.
     * @param forms  what it becomes, in this order.
     */
    void add(final int place, final RowChange change, final List<StatementForm> forms) {
        causality.write(change, keys);
        for (final StatementForm form : forms) {
            long earliest = NONE;
            for (int i = 0; i < keys.size(); i++) {
                earliest = Math.max(earliest, lastStepOfKey.get(keys.get(i)));
            }
            final int step = step(change.structure(), form, earliest);
            steps.get(step).add(place);
            for (int i = 0; i < keys.size(); i++) {
                lastStepOfKey.put(keys.get(i), step);
            }
        }
    }

    /**
     * Plans a change as a step of its own, behind all others.
     *
     * @param place  its place in the batch.
     * @param change the change.
     * @param forms  what it becomes, in this order.
     */
    void addAlone(final int place, final RowChange change, final List<StatementForm> forms) {
        for (final StatementForm form : forms) {
            final Step step = new Step(change.structure(), form);
            step.add(place);
            steps.add(step);
        }
    }

    private int step(final TableStructure structure, final StatementForm form, final long earliest) {
        final Map<StatementForm, Integer> ofTable =
                lastStepOfForm.computeIfAbsent(structure, any -> new EnumMap<>(StatementForm.class));
        final Integer last = ofTable.get(form);
        if (last != null && last >= earliest) {
            return last;
        }
        steps.add(new Step(structure, form));
        ofTable.put(form, steps.size() - 1);
        return steps.size() - 1;
    }

    /** What was planned, in the order in which it has to be sent. */
    List<Step> steps() {
        return steps;
    }
}
