// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import io.tidemark.pipeline.worker.Batch;
import io.tidemark.syncer.row.CausalityKeys;
import io.tidemark.syncer.row.KeyBuffer;
import io.tidemark.syncer.row.RowChange;
import io.tidemark.syncer.row.UniqueIndex.Part;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.agrona.collections.Long2LongHashMap;

/**
 * Makes one change of successive changes of one row inside a batch: INSERT and UPDATE become an INSERT, UPDATEs one UPDATE,
 * UPDATE and DELETE a DELETE, DELETE and INSERT an UPDATE. INSERT and DELETE become a DELETE of a row that must not be there.
 *
 * <p>Only changes that keep their row's identity, letter by letter, take part, of tables that have one. The later change
 * moves to the earlier one's place, so it must share no causality key with any change in between: nobody between them may,
 * for example, have freed a unique value that the later one takes. Then what comes out in the end is the same, and every row
 * that had to be there still has to be.
 *
 * <p>For one worker; used for one batch after the other.
 */
final class Compaction {
    private static final long NONE = -1;

    /** More room than this, which one huge batch took, is given back. */
    private static final int KEPT_KEYS = 1 << 14;

    private final CausalityKeys causality = new CausalityKeys();
    private final KeyBuffer keys = new KeyBuffer();
    private final Long2LongHashMap lastOfKey = new Long2LongHashMap(NONE);
    private RowChange[] changes = {};
    private boolean[] cameAndWent = {};

    /**
     * Takes a batch.
     *
     * @param safe whether all changes are applied in safe mode.
     */
    void take(final Batch<RowChange> batch, final boolean safe) {
        clear();
        if (changes.length < batch.size()) {
            changes = new RowChange[batch.size()];
            cameAndWent = new boolean[batch.size()];
        }
        for (int i = 0; i < batch.size(); i++) {
            add(i, batch.payload(i), safe);
        }
    }

    /** Forgets the batch. */
    void clear() {
        Arrays.fill(changes, null);
        lastOfKey.clear();
        if (lastOfKey.capacity() > KEPT_KEYS) {
            lastOfKey.compact();
        }
    }

    /** What is to be done in a place of the batch; null if that is done in an earlier one. */
    RowChange change(final int place) {
        return changes[place];
    }

    /** Whether the change, a DELETE, is of a row that came into being inside the batch. */
    boolean cameAndWent(final int place) {
        return cameAndWent[place];
    }

    private void add(final int place, final RowChange change, final boolean safe) {
        causality.write(change, keys);
        final long earlier = lastOfKey.get(keys.get(0));
        long last = earlier;
        for (int i = 1; i < keys.size(); i++) {
            last = Math.max(last, lastOfKey.get(keys.get(i)));
        }
        final boolean merged = earlier != NONE && last == earlier && merge((int) earlier, change, safe);
        if (!merged) {
            changes[place] = change;
            cameAndWent[place] = false;
        }
        for (int i = 0; i < keys.size(); i++) {
            lastOfKey.put(keys.get(i), merged ? earlier : place);
        }
    }

    private boolean merge(final int place, final RowChange second, final boolean safe) {
        final RowChange first = changes[place];
        if (first.structure() != second.structure()
                || (!safe && first.safeMode() != second.safeMode())
                || !areOfOneRow(first, second)) {
            return false;
        }
        final RowChange both = both(first, cameAndWent[place], second);
        if (both == null) {
            return false;
        }
        cameAndWent[place] = first.kind() == RowChange.Kind.INSERT && second.kind() == RowChange.Kind.DELETE;
        changes[place] = both;
        return true;
    }

    /** Null if the second can't follow the first. */
    private static RowChange both(final RowChange first, final boolean firstCameAndWent, final RowChange second) {
        final boolean safe = first.safeMode();
        return switch (first.kind()) {
            case INSERT ->
                switch (second.kind()) {
                    case INSERT -> null;
                    case UPDATE -> RowChange.insert(first.structure(), second.after(), safe);
                    case DELETE -> second;
                };
            case UPDATE ->
                switch (second.kind()) {
                    case INSERT -> null;
                    case UPDATE -> RowChange.update(first.structure(), first.before(), second.after(), safe);
                    case DELETE -> RowChange.delete(first.structure(), first.before(), safe);
                };
            case DELETE -> {
                if (second.kind() != RowChange.Kind.INSERT) {
                    yield null;
                }
                yield firstCameAndWent
                        ? second
                        : RowChange.update(first.structure(), first.before(), second.after(), safe);
            }
        };
    }

    private static boolean areOfOneRow(final RowChange first, final RowChange second) {
        if (first.structure().identity().isEmpty()) {
            return false;
        }
        final List<Part> parts = first.structure().identity().get().parts();
        final Object[] row = first.before() != null ? first.before() : first.after();
        return haveSame(parts, row, first.after())
                && haveSame(parts, row, second.before())
                && haveSame(parts, row, second.after());
    }

    private static boolean haveSame(final List<Part> parts, final Object[] row, final Object[] other) {
        if (other == null) {
            return true;
        }
        for (int i = 0; i < parts.size(); i++) {
            final int column = parts.get(i).column();
            if (!Objects.deepEquals(row[column], other[column])) {
                return false;
            }
        }
        return true;
    }
}
