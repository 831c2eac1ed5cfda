// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.job;

import io.tidemark.core.location.Location;
import io.tidemark.core.schema.DdlEffect;
import io.tidemark.core.schema.TableId;
import java.util.List;

/**
 * The source's end of the job ring: claims a slot, fills it, publishes it. Source thread.
 *
 * @param <P> the embedder's payload.
 */
public final class JobFiller<P> {
    private final JobRing<P> ring;

    /** The newest origin, and what it is; nothing goes on in it once a transaction has ended. */
    private int origin = -1;

    private TableId table;
    private Location location;
    private boolean goesOn;

    JobFiller(final JobRing<P> ring) {
        this.ring = ring;
    }

    /** @return true if there is room for one more job. */
    public boolean hasRoom() {
        return ring.sequencer.hasAvailableCapacity(1);
    }

    /** @return the next job's sequence; call only if there is room. */
    public long claim() {
        return ring.sequencer.next();
    }

    /**
     * Lets the others see the job: a store/store barrier between what was filled and the cursor.
     *
     * @param sequence of {@link #claim}.
     */
    public void publish(final long sequence) {
        ring.sequencer.publish(sequence);
    }

    /**
     * Fills a slot with a row change of one causality key.
     *
     * @param sequence   the job's.
     * @param ofTable    the source table.
     * @param at         where the change stands.
     * @param ofEmbedder the payload.
     * @param key        the identity key.
     */
    public void row(final long sequence, final TableId ofTable, final Location at, final P ofEmbedder, final long key) {
        final int slot = ring.slot(sequence);
        ring.keys[slot] = key;
        ring.payloads[slot] = ofEmbedder;
        ring.flags[slot] = (byte) (JobRing.ROW | first(slot, ofTable, at));
    }

    /**
     * Fills a slot with a row change.
     *
     * @param sequence   the job's.
     * @param ofTable    the source table.
     * @param at         where the change stands.
     * @param ofEmbedder the payload.
     * @param keys       causality keys, the identity key first; copied.
     * @param count      how many of them.
     * @param bytes      the payload's size.
     */
    public void row(
            final long sequence,
            final TableId ofTable,
            final Location at,
            final P ofEmbedder,
            final long[] keys,
            final int count,
            final long bytes) {
        row(sequence, ofTable, at, ofEmbedder, keys[0]);
        final int slot = ring.slot(sequence);
        int more = size(slot, bytes);
        if (count > 1) {
            details(slot).setKeys(keys, count);
            more |= JobRing.DETAILS;
        }
        ring.flags[slot] |= (byte) more;
    }

    /**
     * Fills a slot with a whole transaction.
     *
     * @param sequence   the job's.
     * @param tables     the tables that it changed; copied.
     * @param end        the location after it.
     * @param ofEmbedder the payload.
     * @param routeBy    what its worker is chosen by.
     * @param keys       causality keys of all its row changes; copied.
     * @param count      how many of them.
     * @param rows       how many row changes.
     * @param bytes      the payload's size.
     */
    public void transaction(
            final long sequence,
            final List<TableId> tables,
            final Location end,
            final P ofEmbedder,
            final long routeBy,
            final long[] keys,
            final int count,
            final int rows,
            final long bytes) {
        final int slot = ring.slot(sequence);
        ring.keys[slot] = routeBy;
        ring.payloads[slot] = ofEmbedder;
        final JobDetails details = details(slot);
        details.setTransaction(tables, rows);
        details.setKeys(keys, count);
        ring.flags[slot] =
                (byte) (JobRing.TRANSACTION | JobRing.DETAILS | size(slot, bytes) | first(slot, tables.get(0), end));
        goesOn = false;
    }

    /**
     * Fills a slot with a transaction's end.
     *
     * @param sequence the job's.
     * @param at       the location after the transaction.
     */
    public void transactionEnd(final long sequence, final Location at) {
        final int slot = ring.slot(sequence);
        ring.flags[slot] = (byte) (JobRing.TRANSACTION_END | first(slot, table, at));
        goesOn = false;
    }

    /**
     * Fills a slot with a DDL that has been executed.
     *
     * @param sequence the job's.
     * @param effect   what it did to tables.
     * @param at       the location after it.
     */
    public void ddl(final long sequence, final DdlEffect effect, final Location at) {
        final int slot = ring.slot(sequence);
        details(slot).setDdl(effect);
        ring.flags[slot] = (byte) (JobRing.DDL | JobRing.DETAILS | first(slot, table, at));
        goesOn = false;
    }

    /** Gives the job its origin, the newest one if that is the same; else says that it is the first of another. */
    @SuppressWarnings("ReferenceEquality") // equal ones that are other objects merely begin another origin
    private int first(final int slot, final TableId ofTable, final Location at) {
        final boolean isSame = goesOn && at == location && ofTable == table;
        if (!isSame) {
            origin++;
            ring.originOf.set(origin, ofTable, at);
            table = ofTable;
            location = at;
            goesOn = true;
        }
        ring.origins[slot] = origin;
        return isSame ? 0 : JobRing.FIRST;
    }

    private int size(final int slot, final long bytes) {
        if (bytes == 0) {
            return 0;
        }
        ring.payloadBytes[slot] = bytes;
        return JobRing.BYTES;
    }

    private JobDetails details(final int slot) {
        JobDetails details = ring.details[slot];
        if (details == null) {
            details = new JobDetails();
            ring.details[slot] = details;
        }
        return details;
    }
}
