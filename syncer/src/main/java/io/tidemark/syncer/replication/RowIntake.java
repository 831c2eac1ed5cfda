// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.pipeline.Pipeline;
import io.tidemark.syncer.progress.AppliedRows;
import io.tidemark.syncer.row.CausalityKeys;
import io.tidemark.syncer.row.KeyBuffer;
import io.tidemark.syncer.row.RowChange;
import java.util.function.Function;

/**
 * Hands in each row by itself, at once.
 *
 * @param <P> the pipeline's payload.
 */
final class RowIntake<P> implements Intake {
    private final Pipeline<P> pipeline;
    private final Function<RowChange, P> payload;
    private final AppliedRows applied;
    private final CausalityKeys causalityKeys = new CausalityKeys();
    private final KeyBuffer keys = new KeyBuffer();
    private final LinkedRows links = new LinkedRows();
    private boolean torn;
    private long skipped;

    /**
     * Nothing is handed in yet.
     *
     * @param payload makes the payload of a row.
     * @param applied the rows that are applied already.
     */
    RowIntake(final Pipeline<P> pipeline, final Function<RowChange, P> payload, final AppliedRows applied) {
        this.pipeline = pipeline;
        this.payload = payload;
        this.applied = applied;
    }

    @Override
    public void row(final TableId table, final Location location, final RowChange change) {
        torn = true;
        causalityKeys.write(change, keys);
        // of rows that are applied too: later ones of the transaction follow them
        links.route(keys);
        if (applied.isActive() && applied.contains(change.transaction(), change.row(), keys.array()[0])) {
            skipped++;
        } else {
            pipeline.row(table, location, payload.apply(change), keys.array(), keys.size(), change.bytes());
        }
    }

    @Override
    public void statement(final Location at) {
        // the rows before it are handed in
    }

    @Override
    public boolean end(final Location after) {
        return true;
    }

    @Override
    public void boundary(final Location at) {
        torn = false;
        links.end();
    }

    @Override
    public boolean isTorn() {
        return torn;
    }

    @Override
    public long skipped() {
        return skipped;
    }
}
