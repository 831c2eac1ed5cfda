// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.simulation;

import io.tidemark.pipeline.simulation.SimulatedStream.Change;
import io.tidemark.pipeline.simulation.SimulatedStream.Entry;
import io.tidemark.pipeline.simulation.SimulatedStream.Row;
import io.tidemark.pipeline.worker.Batch;
import java.util.Arrays;

/**
 * Where rows arrive; it survives crashes. A key's value is the number of the row that wrote it last. A <em>life</em> is
 * a run of the pipeline from one crash to the next.
 */
final class SimulatedDownstream {
    private final SimulatedStream stream;
    private final Invariants invariants;
    private final int[] valueOfKey;
    private final int[] appliedInLife;

    private int life;
    private int[] newestOfKeyInLife;

    SimulatedDownstream(final SimulatedStream stream, final Invariants invariants) {
        this.stream = stream;
        this.invariants = invariants;
        valueOfKey = new int[stream.keys()];
        newestOfKeyInLife = new int[stream.keys()];
        appliedInLife = new int[stream.rows() + 1];
    }

    void beginLife() {
        life++;
        newestOfKeyInLife = new int[stream.keys()];
    }

    void apply(final Batch<Change> batch, final int batchSize) {
        int rows = 0;
        for (int i = 0; i < batch.size(); i++) {
            final Change change = batch.payload(i);
            if (change == null) {
                invariants.violated("a slot keeps its payload until the row is applied", null);
                return;
            }
            invariants.require(batch.isTransaction(i) == change.isWhole(), "a batch knows whole transactions");
            invariants.require(batch.rows(i) == change.rows().size(), "a batch knows the rows of a transaction");
            invariants.require(batch.table(i).equals(change.tables().get(0)), "a change keeps its table");
            invariants.require(change.location().equals(batch.location(i)), "a change keeps its location");
            change.rows().forEach(this::apply);
            rows += change.rows().size();
        }
        invariants.require(batch.rows() == rows, "a batch counts its rows");
        invariants.require(
                rows <= batchSize || batch.size() == 1, "only a transaction alone may be greater than a batch");
    }

    private void apply(final Row row) {
        invariants.require(appliedInLife[row.number()] != life, "no row is applied twice");
        appliedInLife[row.number()] = life;
        for (final long key : row.keys()) {
            final int before = newestOfKeyInLife[(int) key];
            if (before > row.number()) {
                invariants.violated("key " + key + ": row " + row.number() + " came after " + before, null);
            }
            newestOfKeyInLife[(int) key] = row.number();
            valueOfKey[(int) key] = row.number();
        }
    }

    /** Whether nothing of an entry is left to apply in this life. */
    boolean isAppliedInThisLife(final Entry entry) {
        if (entry instanceof Change change) {
            for (final Row row : change.rows()) {
                if (appliedInLife[row.number()] != life) {
                    return false;
                }
            }
        }
        return true;
    }

    /** However a life ends: of what the pipeline took in one call, everything is there or nothing. */
    void requireNoHalves() {
        for (int offset = 1; offset <= stream.end(); offset++) {
            if (stream.entry(offset) instanceof Change change) {
                final int first = appliedInLife[change.rows().get(0).number()];
                for (final Row row : change.rows()) {
                    invariants.require(appliedInLife[row.number()] == first, "no half of a transaction is applied");
                }
            }
        }
    }

    /** Compares with a serial run of the whole stream. */
    void requireSerialOutcome() {
        final int[] serial = new int[valueOfKey.length];
        for (int offset = 1; offset <= stream.end(); offset++) {
            if (stream.entry(offset) instanceof Change change) {
                for (final Row row : change.rows()) {
                    invariants.require(appliedInLife[row.number()] > 0, "every row is applied");
                    for (final long key : row.keys()) {
                        serial[(int) key] = row.number();
                    }
                }
            }
        }
        invariants.require(Arrays.equals(serial, valueOfKey), "the downstream is what a serial run makes of it");
    }
}
