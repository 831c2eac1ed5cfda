// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.job;

import io.tidemark.core.schema.DdlEffect;
import io.tidemark.core.schema.TableId;
import java.util.Arrays;
import java.util.List;

/**
 * What only some jobs have: more than one key, more than one table, more than one row, an effect. Made for the first job of a
 * slot that needs it, and kept. Written by the source thread, cleared by the checkpoint routine.
 */
public final class JobDetails {
    /** No details; never written. */
    static final JobDetails NONE = new JobDetails();

    private static final int INITIAL_KEYS = 4;

    /**
     * Room for this many keys and tables is kept. What a greater transaction needs goes with it: else each slot would in
     * time hold as much as the greatest transaction that ever passed.
     */
    private static final int KEPT = 64;

    private static final TableId[] NO_TABLES = {};
    private static final long[] NO_KEYS = {};

    private int tableCount;
    private int rows;
    private int keyCount;
    private TableId[] tables = NO_TABLES;
    private long[] keys = NO_KEYS;
    private DdlEffect ddlEffect = DdlEffect.NONE;

    JobDetails() {}

    void setKeys(final long[] from, final int count) {
        keyCount = count;
        if (keys.length < count) {
            keys = new long[Math.max(count, INITIAL_KEYS)];
        }
        System.arraycopy(from, 0, keys, 0, count);
    }

    void setTransaction(final List<TableId> ofTables, final int rowCount) {
        rows = rowCount;
        tableCount = ofTables.size();
        if (tables.length < tableCount) {
            tables = new TableId[tableCount];
        }
        for (int i = 0; i < tableCount; i++) {
            tables[i] = ofTables.get(i);
        }
    }

    void setDdl(final DdlEffect effect) {
        ddlEffect = effect;
    }

    /** Lets go of what the embedder handed in. Checkpoint routine, before the slot is cleared. */
    public void clear() {
        if (isClear()) {
            return;
        }
        if (keys.length > KEPT) {
            keys = NO_KEYS;
        }
        if (tables.length > KEPT) {
            tables = NO_TABLES;
        } else {
            Arrays.fill(tables, 0, tableCount, null);
        }
        keyCount = 0;
        tableCount = 0;
        rows = 0;
        ddlEffect = DdlEffect.NONE;
    }

    @SuppressWarnings(
            "ReferenceEquality") // to compare what it did would cost each job; an effect of nothing is cleared too
    boolean isClear() {
        return keyCount == 0 && tableCount == 0 && rows == 0 && ddlEffect == DdlEffect.NONE;
    }

    /** @return how many row changes a whole transaction holds. */
    public int rows() {
        return rows;
    }

    /** @return how many causality keys there are. */
    public int keyCount() {
        return keyCount;
    }

    /**
     * One of the causality keys.
     *
     * @param index from 0; of a row, 0 is the identity key.
     * @return the key's hash.
     */
    public long key(final int index) {
        return keys[index];
    }

    /** @return how many tables a whole transaction changed. */
    public int tableCount() {
        return tableCount;
    }

    /**
     * One of the tables that a whole transaction changed.
     *
     * @param index from 0.
     * @return the source table.
     */
    public TableId table(final int index) {
        return tables[index];
    }

    /** @return what a DDL did to tables. */
    public DdlEffect ddlEffect() {
        return ddlEffect;
    }
}
