// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.torture;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The rows of the traced tables as the workload has left them, and random changes of them. One thread. */
final class Rows {
    private static final int HOT_ROWS = 6;
    private static final int SEATS = 10;

    private final SplittableRandom random;
    /** Versions by number; a negative one is that of a deleted row. */
    private final int[] hot = new int[HOT_ROWS];

    private final int[] seatVersions = new int[SEATS];
    private final int[] seatPlaces = new int[SEATS];
    private final List<long[]> plain = new ArrayList<>();
    private final List<long[]> twin = new ArrayList<>();
    private final List<long[]> scratch = new ArrayList<>();
    private String plainName = TracedTable.SCHEMA + ".plain";
    private long nextNumber = 1;

    Rows(final SplittableRandom random) {
        this.random = random;
    }

    void renamePlain(final String name) {
        plainName = name;
    }

    void forgetScratch() {
        scratch.clear();
    }

    String plainName() {
        return plainName;
    }

    void changeOne(final UpstreamTransaction tx) throws SQLException {
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> changeHot(tx);
            case 3 -> swapSeats(tx);
            case 4, 5, 6 -> changeKeyless(tx, TracedTable.PLAIN, plainName, plain, ", note", ", 'n'");
            case 7, 8 -> changeKeyless(tx, TracedTable.TWIN, TracedTable.SCHEMA + ".twin", twin, ", note", ", NULL");
            default -> changeKeyless(tx, TracedTable.SCRATCH, TracedTable.SCHEMA + ".scratch", scratch, "", "");
        }
    }

    private void changeHot(final UpstreamTransaction tx) throws SQLException {
        final int number = random.nextInt(HOT_ROWS);
        final String name = TracedTable.SCHEMA + ".hot";
        if (hot[number] <= 0) {
            hot[number] = 1 - hot[number];
            tx.insert(TracedTable.HOT, name, number, hot[number], "", "");
        } else if (random.nextInt(8) == 0) {
            tx.delete(TracedTable.HOT, name, number, hot[number] + 1);
            hot[number] = -(hot[number] + 2);
        } else {
            tx.update(TracedTable.HOT, name, number, ++hot[number], "");
        }
    }

    /** Two rows exchange what is unique, by way of a third value. */
    private void swapSeats(final UpstreamTransaction tx) throws SQLException {
        final int one = random.nextInt(SEATS);
        final int other = random.nextInt(SEATS);
        if (seatVersions[one] == 0) {
            seatVersions[one] = 1;
            seatPlaces[one] = one;
            tx.insert(TracedTable.SEAT, seats(), one, 1, ", place, label", ", " + one + ", 'seat " + one + '\'');
        } else if (one != other && seatVersions[other] > 0) {
            final int place = seatPlaces[one];
            final int otherPlace = seatPlaces[other];
            moveSeat(tx, one, -1 - one, "NULL");
            moveSeat(tx, other, place, "'seat " + place + '\'');
            moveSeat(tx, one, otherPlace, "'seat " + otherPlace + '\'');
            seatPlaces[one] = otherPlace;
            seatPlaces[other] = place;
        }
    }

    private void moveSeat(final UpstreamTransaction tx, final int number, final int place, final String label)
            throws SQLException {
        final String more = ", place = " + place + ", label = " + label;
        tx.update(TracedTable.SEAT, seats(), number, ++seatVersions[number], more);
    }

    private static String seats() {
        return TracedTable.SCHEMA + ".seat";
    }

    private void changeKeyless(
            final UpstreamTransaction tx,
            final TracedTable table,
            final String name,
            final List<long[]> rows,
            final String moreColumns,
            final String moreValues)
            throws SQLException {
        final int kind = random.nextInt(6);
        if (kind < 3 || rows.isEmpty()) {
            rows.add(new long[] {nextNumber, 1});
            tx.insert(table, name, nextNumber++, 1, moreColumns, moreValues);
            return;
        }
        final int index = random.nextInt(rows.size());
        final long[] row = rows.get(index);
        if (kind < 5) {
            tx.update(table, name, row[0], (int) ++row[1], "");
        } else {
            tx.delete(table, name, row[0], (int) row[1] + 1);
            rows.set(index, rows.get(rows.size() - 1));
            rows.remove(rows.size() - 1);
        }
    }
}
