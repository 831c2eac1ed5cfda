// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Looks again at rows that differed, until what was in flight has arrived.
 *
 * <p>An example: {@code x} is 1 on both sides; upstream it becomes 2, the change is on its way, both sides are read and
 * differ. To read both again may meet the next change. So a row is a difference only if upstream it was the same before
 * and after the downstream was read, and in between the downstream had passed a location that the upstream named after
 * the first of the two looks: the 2 had to be there. That must happen twice, since a row may change there and
 * back between two looks. A row that is equal at any look is done.
 *
 * <p>One thread.
 */
final class SecondLooks {
    /** Nobody waits for these: most rows have arrived by then. */
    static final int QUICK_ROUNDS = 3;

    private static final int ROUNDS = 12;
    private static final int STRIKES = 2;
    /** Rows that one statement asks for by their keys. */
    static final int BATCH = 200;

    private final Rows rows;
    private final int batch;
    private final Waiting waiting;

    /** Reads rows by their keys; what is not there is not in the answer. */
    interface Rows {
        Map<List<String>, List<String>> look(Side side, List<List<String>> keys) throws SQLException;
    }

    /** Where replication stands. */
    interface Waiting {
        /**
         * Waits until everything that the upstream had at the last call, or at the first look, is downstream for certain.
         *
         * @return whether it is; if not, replication stands still, or the end is wanted.
         */
        boolean awaitArrival() throws SQLException, InterruptedException;

        /** Notes where the upstream stands now. */
        void mark();

        /** Pauses for a moment; returns whether to go on. */
        boolean pause() throws InterruptedException;

        /** Whether to break off. */
        boolean isEndWanted();
    }

    /**
     * What became of the rows.
     *
     * @param unsettled rows that were different, and another, at every look.
     * @param isWaitedFor whether the downstream was seen to have passed what it was compared with.
     */
    record Outcome(long unsettled, boolean isWaitedFor) {}

    /**
     * Looks at nothing yet.
     *
     * @param rows    the servers.
     * @param batch   for how many rows they are asked at a time.
     * @param waiting the replication.
     */
    SecondLooks(final Rows rows, final int batch, final Waiting waiting) {
        this.rows = rows;
        this.batch = batch;
        this.waiting = waiting;
    }

    /** A row on both sides, as the last look found it; empty where it is not there. */
    record Difference(List<String> key, List<String> left, List<String> right) {}

    private static final class Suspect {
        private final List<String> key;
        private List<String> before; // null before the first look
        private List<String> right = List.of();
        private int strikes;

        Suspect(final List<String> key) {
            this.key = key;
        }

        Difference asDifference() {
            return new Difference(key, before == null ? List.of() : before, right);
        }
    }

    /**
     * Looks again.
     *
     * @param keys    of the rows that differed.
     * @param differs is told of each row that stays different.
     */
    Outcome settle(final Collection<List<String>> keys, final Consumer<Difference> differs)
            throws SQLException, InterruptedException {
        List<Suspect> open = keys.stream().map(Suspect::new).toList();
        for (int round = 1; round <= ROUNDS && !open.isEmpty() && !waiting.isEndWanted(); round++) {
            final boolean quick = round <= QUICK_ROUNDS;
            if (quick && round > 1 && !waiting.pause()) {
                break;
            }
            if (!quick && !waiting.awaitArrival()) {
                open.forEach(suspect -> differs.accept(suspect.asDifference()));
                return new Outcome(0, false);
            }
            open = look(open, !quick, differs);
            waiting.mark();
        }
        return new Outcome(open.size(), true);
    }

    private List<Suspect> look(final List<Suspect> open, final boolean counts, final Consumer<Difference> differs)
            throws SQLException {
        final List<Suspect> still = new ArrayList<>();
        for (int from = 0; from < open.size(); from += batch) {
            final List<Suspect> some = open.subList(from, Math.min(open.size(), from + batch));
            final List<List<String>> keys =
                    some.stream().map(suspect -> suspect.key).toList();
            // in this order: what the downstream has must be between two looks at the upstream
            final Map<List<String>, List<String>> right = rows.look(Side.RIGHT, keys);
            final Map<List<String>, List<String>> left = rows.look(Side.LEFT, keys);
            for (final Suspect suspect : some) {
                judge(suspect, left, right, counts);
                if (suspect.strikes == STRIKES) {
                    differs.accept(suspect.asDifference());
                } else if (suspect.strikes >= 0) {
                    still.add(suspect);
                }
            }
        }
        return still;
    }

    private static void judge(
            final Suspect suspect,
            final Map<List<String>, List<String>> leftRows,
            final Map<List<String>, List<String>> rightRows,
            final boolean counts) {
        final List<String> left = leftRows.getOrDefault(suspect.key, List.of());
        final List<String> right = rightRows.getOrDefault(suspect.key, List.of());
        suspect.right = right;
        if (right.equals(left) || right.equals(suspect.before)) {
            suspect.strikes = -1;
        } else if (counts && left.equals(suspect.before)) {
            suspect.strikes++;
        } else {
            suspect.strikes = 0;
        }
        suspect.before = left;
    }
}
