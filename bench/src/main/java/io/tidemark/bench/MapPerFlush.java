// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench;

import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Long2LongHashMap;

/**
 * The baseline of {@link CausalityLookupBenchmark}: DM's policy. Every flush point begins a new map, a map lives until
 * the flush that follows it is durable, and a look-up walks all of them, the newest first.
 */
final class MapPerFlush {
    static final long NONE = -1;

    private final List<Long2LongHashMap> maps = new ArrayList<>();

    MapPerFlush() {
        flushPoint();
    }

    void flushPoint() {
        maps.add(new Long2LongHashMap(NONE));
    }

    void put(final long key, final long writer) {
        maps.get(maps.size() - 1).put(key, writer);
    }

    long lastWriter(final long key) {
        for (int i = maps.size() - 1; i >= 0; i--) {
            final long writer = maps.get(i).get(key);
            if (writer != NONE) {
                return writer;
            }
        }
        return NONE;
    }
}
