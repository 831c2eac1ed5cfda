// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.router;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Conflict detection as one would write it down without any thought of its cost: every row is compared with every
 * earlier one, and nothing is ever forgotten. Rows are numbered by their sequence.
 */
final class NaiveConflicts {
    private record Row(int worker, Set<Long> keys) {}

    private final List<Row> rows = new ArrayList<>();

    /** For each row, the rows that are certainly applied before it. */
    private final List<BitSet> before = new ArrayList<>();

    /** Adds the next row, with the waits that it was given: from worker to sequence. */
    void add(final int worker, final Set<Long> keys, final Map<Integer, Long> waits) {
        final BitSet ofRow = new BitSet();
        for (int earlier = 0; earlier < rows.size(); earlier++) {
            final int by = rows.get(earlier).worker();
            if (by == worker || earlier <= waits.getOrDefault(by, -1L)) {
                ofRow.set(earlier);
                ofRow.or(before.get(earlier));
            }
        }
        rows.add(new Row(worker, keys));
        before.add(ofRow);
    }

    int workerOf(final int row) {
        return rows.get(row).worker();
    }

    boolean isBefore(final int earlier, final int row) {
        return before.get(row).get(earlier);
    }

    boolean shareAKey(final int one, final int other) {
        return rows.get(one).keys().stream().anyMatch(rows.get(other).keys()::contains);
    }

    /** For each key of the row, its last writer, if that is another worker which has not come so far. */
    Map<Integer, Long> waitsOf(final int worker, final Set<Long> keys, final long[] watermarks) {
        final Map<Integer, Long> waits = new HashMap<>();
        for (final long key : keys) {
            for (int earlier = rows.size() - 1; earlier >= 0; earlier--) {
                if (rows.get(earlier).keys().contains(key)) {
                    final int by = rows.get(earlier).worker();
                    if (by != worker && watermarks[by] < earlier) {
                        waits.merge(by, (long) earlier, Math::max);
                    }
                    break;
                }
            }
        }
        return waits;
    }
}
