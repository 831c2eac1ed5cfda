// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.row;

import java.util.Arrays;

/** The causality keys of one change, without duplicates. Reused from change to change by one thread. */
public final class KeyBuffer {
    private long[] keys = new long[8];
    private int size;

    /** @return how many keys there are. */
    public int size() {
        return size;
    }

    /**
     * A key.
     *
     * @param index from 0 to {@link #size()} - 1; 0 is the one that rows are routed by.
     * @return the key.
     */
    public long get(final int index) {
        if (index >= size) {
            throw new IndexOutOfBoundsException("key " + index + " of " + size);
        }
        return keys[index];
    }

    /** @return the array that the first {@link #size()} keys stand in; valid until the next change's are written. */
    public long[] array() {
        return keys;
    }

    /**
     * Puts a key at the head, so that the change is routed by it.
     *
     * @param key the key; it may be among them already.
     */
    public void lead(final long key) {
        addDistinct(key);
        int place = size - 1;
        while (keys[place] != key) {
            place--;
        }
        keys[place] = keys[0];
        keys[0] = key;
    }

    void clear() {
        size = 0;
    }

    void addDistinct(final long key) {
        // a linear search: few tables have more than a handful of unique indexes
        for (int i = 0; i < size; i++) {
            if (keys[i] == key) {
                return;
            }
        }
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
        }
        keys[size++] = key;
    }
}
