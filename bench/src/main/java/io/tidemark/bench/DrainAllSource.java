// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench;

import io.tidemark.core.location.Location;
import io.tidemark.pipeline.Pipeline;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.agrona.collections.Long2LongHashMap;

/**
 * The baseline of {@link ConflictBenchmark}: DM's policy. A key belongs to a relation, and a relation to a worker. A row
 * whose keys belong to different relations is a conflict: all workers are drained, and all relations are forgotten.
 *
 * <p>The pipeline below gets the relation as the only key, so its own detector never finds anything.
 */
final class DrainAllSource {
    private static final long NONE = Long.MIN_VALUE;
    private static final Duration DRAIN_TIMEOUT = Duration.ofMinutes(1);

    private final Pipeline<Object> pipeline;
    private final int ringSize;
    private Long2LongHashMap relations = new Long2LongHashMap(NONE);
    private Long2LongHashMap older = new Long2LongHashMap(NONE);
    private int rows;
    private long conflicts;

    DrainAllSource(final Pipeline<Object> pipeline, final int ringSize) {
        this.pipeline = pipeline;
        this.ringSize = ringSize;
    }

    void row(final Location location, final long[] keys, final int count) {
        long relation = NONE;
        for (int i = 0; i < count; i++) {
            final long known = relationOf(keys[i]);
            if (known != NONE && relation != NONE && known != relation) {
                drain();
                relation = NONE;
                break;
            }
            relation = known == NONE ? relation : known;
        }
        if (relation == NONE) {
            relation = keys[0];
        }
        for (int i = 0; i < count; i++) {
            relations.put(keys[i], relation);
        }
        pipeline.row(RowSource.TABLE, location, RowSource.TABLE, relation);
        rows++;
        if (rows == ringSize) {
            // what is a ring's length behind is applied, so two generations know all that matters
            final Long2LongHashMap cleared = older;
            cleared.clear();
            older = relations;
            relations = cleared;
            rows = 0;
        }
    }

    private long relationOf(final long key) {
        final long relation = relations.get(key);
        return relation != NONE ? relation : older.get(key);
    }

    private void drain() {
        try {
            pipeline.drain(DRAIN_TIMEOUT);
        } catch (final TimeoutException e) {
            throw new IllegalStateException(e);
        }
        relations.clear();
        older.clear();
        rows = 0;
        conflicts++;
    }

    long conflicts() {
        return conflicts;
    }
}
