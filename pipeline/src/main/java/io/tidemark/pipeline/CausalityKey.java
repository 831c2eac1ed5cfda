// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline;

import io.tidemark.core.schema.TableId;

/**
 * Hashes a causality key: table, index, and the values of the index's columns, fed piece by piece. The same on every JVM,
 * for ever: routing, and with it exactly-once delivery over a restart, is built on it.
 *
 * <pre>{@code
 * key.start(USERS, 0); // the primary key
 * key.add(user.id());
 * keys[0] = key.value();
 * key.start(USERS, 1); // a unique index: values that its collation takes as equal must be fed alike, NULL gives no key
 * key.add(user.email().toLowerCase(Locale.ROOT));
 * keys[1] = key.value();
 * }</pre>
 *
 * <p>Every eight bytes are multiplied into the state with an odd constant and the state is folded by a shift, which
 * spreads each bit over all others in two rounds; {@link #value()} folds three times more. Two keys that differ have the
 * same hash once in 2^64, which costs a needless wait and nothing else.
 *
 * <p>Reused from key to key by one thread; allocates nothing.
 */
public final class CausalityKey {
    private static final long STEP = 0x9E37_79B9_7F4A_7C15L;
    private static final long FOLD_1 = 0xD6E8_FEB8_6659_FD93L;
    private static final long FOLD_2 = 0xA076_1D64_78BD_642FL;

    private long state;

    /** A key that begins at zero. */
    public CausalityKey() {}

    /**
     * Begins the key of an index.
     *
     * @param table the source table.
     * @param index the place of the index among the table's unique ones; stable as long as the table's structure is.
     */
    public void start(final TableId table, final int index) {
        start(seed(table, index));
    }

    /**
     * Where the keys of an index begin, for {@link #start(long)}: keep it, and names are not hashed for each row.
     *
     * @param table the source table.
     * @param index the place of the index among the table's unique ones.
     * @return the seed; what was fed before is forgotten.
     */
    public long seed(final TableId table, final int index) {
        start(0);
        add(table.schema());
        add(table.table());
        add(index);
        return value();
    }

    /**
     * Begins a key at a seed.
     *
     * @param seed where to begin.
     */
    public void start(final long seed) {
        state = seed;
    }

    /**
     * Feeds a number.
     *
     * @param value the number.
     */
    public void add(final long value) {
        state = (Long.rotateLeft(state, 23) ^ mix(value + STEP)) * FOLD_1 + STEP;
    }

    /**
     * Feeds a text.
     *
     * @param text the text, its length included.
     */
    public void add(final CharSequence text) {
        final int length = text.length();
        add((long) length);
        long block = 0;
        for (int i = 0; i < length; i++) {
            block = (block << 16) | text.charAt(i);
            if ((i & 3) == 3) {
                add(block);
                block = 0;
            }
        }
        if ((length & 3) != 0) {
            add(block);
        }
    }

    /**
     * Feeds bytes.
     *
     * @param bytes  an array.
     * @param length how many of them, from the first on; their number is fed too.
     */
    public void add(final byte[] bytes, final int length) {
        add((long) length);
        long block = 0;
        for (int i = 0; i < length; i++) {
            block = (block << 8) | (bytes[i] & 0xFF);
            if ((i & 7) == 7) {
                add(block);
                block = 0;
            }
        }
        if ((length & 7) != 0) {
            add(block);
        }
    }

    /** @return the hash of what was fed since the start; more may be fed afterwards. */
    public long value() {
        return mix(state);
    }

    private static long mix(final long value) {
        long folded = (value ^ (value >>> 32)) * FOLD_1;
        folded = (folded ^ (folded >>> 29)) * FOLD_2;
        return folded ^ (folded >>> 32);
    }
}
