// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.location;

/**
 * The parts of a binlog file's name by which it is ordered. Numbers are digits without leading zeros, of any length,
 * and empty where the name has none.
 *
 * @param base     what stands before the numbers; the whole name if there are none.
 * @param relay    the number after the bar in {@code base|000002.000003}: counts the sources that a relay has had.
 * @param sequence the number after the last dot.
 */
record BinlogFileName(String base, String relay, String sequence) implements Comparable<BinlogFileName> {
    static BinlogFileName of(final String name) {
        final int dot = name.lastIndexOf('.');
        final String digits = name.substring(dot + 1);
        if (dot < 0 || !GtidText.isDigits(digits)) {
            return new BinlogFileName(name, "", "");
        }
        final String base = name.substring(0, dot);
        final int bar = base.lastIndexOf('|');
        final String relay = base.substring(bar + 1);
        // sources are counted from 1: with 0, as with anything else, the bar is a part of the name
        if (bar > 0 && GtidText.isDigits(relay) && !withoutZeros(relay).equals("0")) {
            return new BinlogFileName(base.substring(0, bar), withoutZeros(relay), withoutZeros(digits));
        }
        return new BinlogFileName(base, "", withoutZeros(digits));
    }

    @Override
    public int compareTo(final BinlogFileName other) {
        if (!relay.isEmpty() && !other.relay.isEmpty() && !relay.equals(other.relay)) {
            return compareNumbers(relay, other.relay);
        }
        final int byBase = base.compareTo(other.base);
        return byBase != 0 ? byBase : compareNumbers(sequence, other.sequence);
    }

    /** None before any, the shorter before the longer. */
    private static int compareNumbers(final String left, final String right) {
        final int byLength = Integer.compare(left.length(), right.length());
        return byLength != 0 ? byLength : left.compareTo(right);
    }

    private static String withoutZeros(final String digits) {
        int start = 0;
        while (start < digits.length() - 1 && digits.charAt(start) == '0') {
            start++;
        }
        return digits.substring(start);
    }
}
