// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.causality;

/**
 * The set of causality maps: from a key's hash to who wrote it last, for changes that may not be applied yet.
 *
 * <p>Writes go to the current map. A new one is begun at each flush point, or when the current one has grown to its
 * bound, <em>provided that the one before is done with</em>: a map is dropped as a whole once the low watermark has
 * passed its last entry. So there are never more than two, and a lookup costs at most two probes, however many flush
 * points are outstanding.
 *
 * <p>Why two are enough: the job ring bounds how far the last writer can be ahead of the low watermark. By the time the
 * current map holds one ring's length of jobs, the one before must be done with. So both together hold at most the keys
 * of two ring lengths, plus the bound. (A ring's length of whole transactions may have many keys: there the bound of
 * bytes in flight bounds them.)
 */
public final class CausalityMaps {
    private final int growthBound;
    private CausalityMap current = new CausalityMap();
    private CausalityMap previous = new CausalityMap();

    /**
     * An empty set.
     *
     * @param growthBound entries from which on a map is followed by a new one.
     */
    public CausalityMaps(final int growthBound) {
        this.growthBound = growthBound;
    }

    /**
     * Looks a key up.
     *
     * @param key the key's hash.
     * @return its {@link LastWriter}, or {@link LastWriter#NONE}; the writer may be done already.
     */
    public long lastWriter(final long key) {
        final long writer = current.lastWriter(key);
        return writer != LastWriter.NONE || previous.size() == 0 ? writer : previous.lastWriter(key);
    }

    /**
     * Remembers the last writer of a key, and tells who it was before; that costs no more than to look it up.
     *
     * @param key      the key's hash.
     * @param sequence the job's sequence, which only grows.
     * @param worker   the worker's number.
     * @return what {@link #lastWriter} would have returned before.
     */
    public long put(final long key, final long sequence, final int worker) {
        final long writer = current.put(key, sequence, worker);
        return writer != LastWriter.NONE || previous.size() == 0 ? writer : previous.lastWriter(key);
    }

    /**
     * Drops what is done with, and begins a new map if it is time.
     *
     * @param lowWatermark every job up to here is applied.
     * @param atFlushPoint whether a flush point has been passed since the last call.
     * @return false if a new map was due at the flush point, but has to wait for the one before.
     */
    public boolean turn(final long lowWatermark, final boolean atFlushPoint) {
        dropIfApplied(previous, lowWatermark);
        final boolean due = current.size() > 0 && (atFlushPoint || current.size() >= growthBound);
        if (due && previous.size() > 0) {
            return false;
        }
        if (due) {
            final CausalityMap cleared = previous;
            previous = current;
            current = cleared;
        }
        return true;
    }

    /**
     * Drops every map whose entries are all applied, the current one too; for idle moments, since to clear a map costs
     * its capacity.
     *
     * @param lowWatermark every job up to here is applied.
     */
    public void dropApplied(final long lowWatermark) {
        dropIfApplied(previous, lowWatermark);
        dropIfApplied(current, lowWatermark);
    }

    private static void dropIfApplied(final CausalityMap map, final long lowWatermark) {
        if (map.size() > 0 && map.lastSequence() <= lowWatermark) {
            map.clear();
        }
    }

    /** @return how many maps hold entries: 0, 1 or 2. */
    public int alive() {
        return (current.size() > 0 ? 1 : 0) + (previous.size() > 0 ? 1 : 0);
    }

    /** @return entries in all maps. */
    public int entries() {
        return current.size() + previous.size();
    }
}
