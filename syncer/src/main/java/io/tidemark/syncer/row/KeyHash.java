package io.tidemark.syncer.row;

/**
 * A 64-bit hash that is fed piece by piece. The same on every JVM, for ever: routing, and with it exactly-once delivery
 * over a restart, is built on it.
 *
 * <p>Every eight bytes are multiplied into the state with an odd constant and the state is folded by a shift, which
 * spreads each bit over all others in two rounds; {@link #value()} folds three times more.
 */
final class KeyHash {
    private static final long STEP = 0x9E37_79B9_7F4A_7C15L;
    private static final long FOLD_1 = 0xD6E8_FEB8_6659_FD93L;
    private static final long FOLD_2 = 0xA076_1D64_78BD_642FL;

    private long state;

    void reset(final long seed) {
        state = seed;
    }

    void add(final long value) {
        state = (Long.rotateLeft(state, 23) ^ mix(value + STEP)) * FOLD_1 + STEP;
    }

    void add(final CharSequence text) {
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

    void add(final byte[] bytes, final int length) {
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

    long value() {
        return mix(state);
    }

    private static long mix(final long value) {
        long folded = (value ^ (value >>> 32)) * FOLD_1;
        folded = (folded ^ (folded >>> 29)) * FOLD_2;
        return folded ^ (folded >>> 32);
    }
}
