// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import io.tidemark.syncer.row.KeyBuffer;
import org.agrona.collections.Long2LongHashMap;

/**
 * Sends rows of one transaction that share a causality key to one worker, that of the first of them: two rows that exchange a
 * unique value, say. Else each would wait for another worker to commit the row before,
 * although nobody but they themselves are in the way.
 *
 * <p>What a row is routed by follows from its transaction's rows up to itself alone, wherever and whenever it is read: a start
 * after a crash finds by it which worker had the row. To compute it in another way is to raise {@code ProgressStore.ROUTING}.
 *
 * <p>The source thread's.
 */
final class LinkedRows {
    /** More rows of a transaction are not held together: a worker alone may take longer than several that wait. */
    static final int MAX_FOLLOWERS = 256;

    /** Keys of later rows of a transaction are not remembered. */
    static final int MAX_KEYS = 1024;

    private static final int USUAL_KEYS = 64;
    private static final long NONE = 0;

    /** From each key to what the last row that has it was routed by. */
    private Long2LongHashMap routedBy = usual();

    private int followers;

    private static Long2LongHashMap usual() {
        return new Long2LongHashMap(USUAL_KEYS, 0.65f, NONE);
    }

    /**
     * Puts what a row is routed by at the head of its keys.
     *
     * @param keys the causality keys of the transaction's next row.
     */
    void route(final KeyBuffer keys) {
        final long own = keys.get(0);
        final long first = followers < MAX_FOLLOWERS ? firstWithAnyOf(keys) : NONE;
        final long by = first == NONE ? own : first;
        if (by == NONE) {
            return;
        }
        for (int i = 0; i < keys.size() && routedBy.size() < MAX_KEYS; i++) {
            routedBy.put(keys.get(i), by);
        }
        if (by != own) {
            followers++;
            keys.lead(by);
        }
    }

    private long firstWithAnyOf(final KeyBuffer keys) {
        for (int i = 0; i < keys.size(); i++) {
            final long found = routedBy.get(keys.get(i));
            if (found != NONE) {
                return found;
            }
        }
        return NONE;
    }

    /** The next row is another transaction's. */
    void end() {
        followers = 0;
        if (routedBy.capacity() > USUAL_KEYS) {
            // to clear much room costs more than the few rows of the next transaction
            routedBy = usual();
        } else {
            routedBy.clear();
        }
    }
}
