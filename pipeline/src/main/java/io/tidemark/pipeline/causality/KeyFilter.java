// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.causality;

import java.util.Arrays;

/**
 * Keys that may be in a causality map: a bit for each, at a place that its hash chooses. A key whose bit is not set is
 * certainly not there; that is the rule, and to ask costs next to nothing: the bits lie in a thirtieth of the map's memory.
 */
final class KeyFilter {
    private static final long ODD = 0x9e3779b97f4a7c15L;
    private static final int BITS_OF_WORD = 6;

    private final long[] words;
    private final int shift;

    /**
     * An empty filter.
     *
     * @param bits how many, a power of two and 64 at least.
     */
    KeyFilter(final int bits) {
        words = new long[bits >> BITS_OF_WORD];
        shift = Long.SIZE - Integer.numberOfTrailingZeros(bits);
    }

    void add(final long key) {
        final int bit = bit(key);
        words[bit >> BITS_OF_WORD] |= 1L << bit;
    }

    boolean mayContain(final long key) {
        final int bit = bit(key);
        return (words[bit >> BITS_OF_WORD] & 1L << bit) != 0;
    }

    void clear() {
        Arrays.fill(words, 0);
    }

    /** The upper bits of the product depend on all of the key. */
    private int bit(final long key) {
        return (int) ((key * ODD) >>> shift);
    }
}
