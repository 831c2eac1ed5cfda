// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.row;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * MySQL's packed decimals: nine digits in four bytes, big-endian, fewer digits in fewer bytes at both ends, the fraction
 * apart from the whole. The first bit is set unless the number is negative; then all other bits are inverted.
 */
final class PackedDecimal {
    private static final int GROUP = 9;
    private static final int[] BYTES_OF_DIGITS = {0, 1, 1, 2, 2, 3, 3, 4, 4, 4};

    private final byte[] bytes;
    private final int inverted;
    private int at;
    private BigInteger digits = BigInteger.ZERO;

    private PackedDecimal(final byte[] bytes, final int at) {
        this.bytes = bytes.clone();
        this.at = at;
        this.inverted = bytes[at] < 0 ? 0 : 0xFF;
        this.bytes[at] ^= (byte) 0x80;
    }

    /** The decimal that begins at a place, of so many digits, so many of them behind the point. */
    static BigDecimal read(final byte[] bytes, final int at, final int precision, final int scale) {
        final PackedDecimal packed = new PackedDecimal(bytes, at);
        final int whole = precision - scale;
        packed.take(whole % GROUP);
        packed.takeGroups(whole / GROUP);
        packed.takeGroups(scale / GROUP);
        packed.take(scale % GROUP);
        return new BigDecimal(packed.inverted == 0 ? packed.digits : packed.digits.negate(), scale);
    }

    private void takeGroups(final int count) {
        for (int i = 0; i < count; i++) {
            take(GROUP);
        }
    }

    private void take(final int count) {
        long value = 0;
        for (int i = 0; i < BYTES_OF_DIGITS[count]; i++) {
            value = (value << 8) | ((bytes[at++] ^ inverted) & 0xFF);
        }
        digits = digits.multiply(BigInteger.TEN.pow(count)).add(BigInteger.valueOf(value));
    }
}
