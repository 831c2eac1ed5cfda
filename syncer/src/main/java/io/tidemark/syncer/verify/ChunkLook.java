// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What one look at a chunk found.
 *
 * @param range    the chunk.
 * @param left     its digest on the first server.
 * @param right    its digest on the second.
 * @param suspects keys of the rows that were not equal at that moment; hashes where there is no key, and {@link #WHOLE} alone for
 *                 more rows than can be listed.
 */
record ChunkLook(KeyRange range, Digest left, Digest right, Set<List<String>> suspects) {
    /** More rows than this are not listed; they would have to be kept in memory. */
    private static final long MOST_ROWS = 1_000_000;

    /** Stands for a range of too many rows. */
    static final List<String> WHOLE = List.of();

    static ChunkLook at(final KeyRange range, final TablePair table, final Lanes.Lane lane) throws SQLException {
        final SideReader leftReader = lane.reader(table, Side.LEFT);
        final SideReader rightReader = lane.reader(table, Side.RIGHT);
        final Digest left = leftReader.digest(range);
        final Digest right = rightReader.digest(range);
        if (left.proves(right)) {
            return new ChunkLook(range, left, right, Set.of());
        }
        if (Math.max(left.rows(), right.rows()) > MOST_ROWS) {
            return new ChunkLook(range, left, right, Set.of(WHOLE));
        }
        if (table.key().isEmpty()) {
            return new ChunkLook(range, left, right, different(leftReader.counts(), rightReader.counts()));
        }
        return new ChunkLook(range, left, right, different(leftReader.hashes(range), rightReader.hashes(range)));
    }

    private static <V> Set<List<String>> different(final Map<List<String>, V> left, final Map<List<String>, V> right) {
        final Set<List<String>> keys = new HashSet<>();
        left.forEach((key, row) -> {
            if (!Objects.equals(row, right.get(key))) {
                keys.add(key);
            }
        });
        right.keySet().stream().filter(key -> !left.containsKey(key)).forEach(keys::add);
        return keys;
    }
}
