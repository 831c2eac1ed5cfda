// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.checkpoint;

import com.lmax.disruptor.Sequence;
import io.tidemark.core.checkpoint.Checkpoint;
import io.tidemark.core.location.Location;
import io.tidemark.core.schema.DdlEffect;
import io.tidemark.core.schema.TableId;
import io.tidemark.pipeline.job.JobDetails;
import io.tidemark.pipeline.job.JobRing;
import org.agrona.collections.ObjectHashSet;

/**
 * Walks applied jobs in the ring's order and moves the points that they allow; the only one to do so while a pipeline
 * runs. Slots are cleared behind it.
 *
 * <p>A table's point moves at the end of the transaction that touched the table, together with the global point, and
 * never inside: an event's rows share one location, so a point in the middle could claim rows of the same event that
 * are not applied.
 */
final class PointMover<P> {
    private final JobRing<P> ring;
    private final Checkpoint checkpoint;
    private final ObjectHashSet<TableId> touched = new ObjectHashSet<>();
    private final Sequence releasedBytes = new Sequence(0);
    private TableId lastTouched;

    PointMover(final JobRing<P> ring, final Checkpoint checkpoint) {
        this.ring = ring;
        this.checkpoint = checkpoint;
    }

    /**
     * Moves points.
     *
     * @param first the first job that was not walked yet.
     * @param last  every job up to here is applied.
     */
    void walk(final long first, final long last) {
        long bytes = 0;
        long sequence = ring.skipMoreOfSameEvent(first, last);
        while (sequence <= last) {
            pass(sequence);
            bytes += ring.payloadBytes(sequence);
            ring.details(sequence).clear();
            sequence = ring.skipMoreOfSameEvent(sequence + 1, last);
        }
        ring.clear(first, last);
        if (bytes != 0) {
            releasedBytes.set(releasedBytes.get() + bytes);
        }
    }

    private void pass(final long sequence) {
        switch (ring.kind(sequence)) {
            case ROW -> touch(ring.table(sequence));
            case TRANSACTION -> {
                final JobDetails details = ring.details(sequence);
                for (int i = 0; i < details.tableCount(); i++) {
                    touch(details.table(i));
                }
                moveTo(ring.location(sequence));
            }
            case TRANSACTION_END -> moveTo(ring.location(sequence));
            case DDL -> {
                final DdlEffect effect = ring.ddlEffect(sequence);
                effect.changed().keySet().forEach(this::touch);
                moveTo(ring.location(sequence));
                saveStructures(effect, ring.location(sequence));
                effect.dropped().forEach(checkpoint::dropTable);
                effect.droppedSchemas().forEach(checkpoint::dropSchema);
            }
            case EMPTY -> throw new IllegalStateException("slot " + sequence + " was published empty");
        }
    }

    /** Counts the bytes of payloads that were let go of. */
    Sequence releasedBytes() {
        return releasedBytes;
    }

    /** Runs of rows of one table are the rule, and share the name's object: most rows cost a comparison. */
    @SuppressWarnings("ReferenceEquality")
    private void touch(final TableId table) {
        if (table != lastTouched) {
            touched.add(table);
            lastTouched = table;
        }
    }

    /** A structure beyond the point at hand is another one: it belongs to a later location, which is replayed towards. */
    private void saveStructures(final DdlEffect effect, final Location location) {
        effect.changed().forEach((table, structure) -> {
            if (checkpoint.tablePoint(table).filter(location::equals).isPresent()) {
                checkpoint.saveTablePoint(table, location, structure);
            }
        });
    }

    private void moveTo(final Location location) {
        for (final TableId table : touched) {
            // a crash between two transactions of one flush leaves tables' points ahead of the global one
            checkpoint.advanceTablePoint(table, location);
        }
        touched.clear();
        lastTouched = null;
        checkpoint.saveGlobalPoint(location);
    }
}
