// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import io.tidemark.core.location.GtidSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One GTID set for all rows that have the same text. Most tables of a checkpoint stand at few places; sets that are the
 * same object are compared at once, and are kept once. Texts not seen for long are forgotten, so that a checkpoint of
 * very many different texts is not held twice.
 */
final class SharedGtids {
    private static final int MAX_TEXTS = 1_024;
    private static final float DEFAULT_LOAD_FACTOR = 0.75f;

    private final Map<String, GtidSet> sets = new LinkedHashMap<>(16, DEFAULT_LOAD_FACTOR, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(final Map.Entry<String, GtidSet> eldest) {
            return size() > MAX_TEXTS;
        }
    };

    /**
     * Reads a set, or finds the one that was read before.
     *
     * @throws IllegalArgumentException as {@link GtidSet#parse}.
     */
    GtidSet parse(final String text) {
        return sets.computeIfAbsent(text, GtidSet::parse);
    }
}
