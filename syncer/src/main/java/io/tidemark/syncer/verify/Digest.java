// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import java.math.BigInteger;

/**
 * Rows in short. Equal digests mean equal rows, duplicates included, whatever their order; a difference goes unnoticed
 * with a chance of one in 2 to the power of 128.
 *
 * @param rows     how many.
 * @param checksum of every value, in hexadecimal.
 * @param isWhole  whether the server could tell every value; if not, the checksum proves nothing.
 */
record Digest(long rows, String checksum, boolean isWhole) {
    /** Reads what {@link TableSql#digest} selects. 64 bits are enough of the sum. */
    static Digest of(final long rows, final long told, final String xor, final String sum) {
        return new Digest(rows, hexadecimal(xor) + hexadecimal(sum), rows == told);
    }

    private static String hexadecimal(final String number) {
        return String.format("%016x", number == null ? 0 : new BigInteger(number).longValue());
    }

    boolean proves(final Digest other) {
        return isWhole && equals(other);
    }
}
