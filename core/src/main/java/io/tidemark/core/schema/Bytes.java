// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.schema;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/** Byte strings in the spellings of SQL and JSON. */
final class Bytes {
    private Bytes() {}

    /** @return the bytes of the digits of a literal {@code b'101'}: as few as hold them all. */
    static byte[] fromBits(final String digits) {
        final byte[] bytes = new byte[(digits.length() + 7) / 8];
        for (int i = 0; i < digits.length(); i++) {
            final int fromRight = digits.length() - 1 - i;
            if (digits.charAt(i) == '1') {
                bytes[bytes.length - 1 - fromRight / 8] |= (byte) (1 << (fromRight % 8));
            }
        }
        return bytes;
    }

    /** @return the bytes of the digits of a literal {@code 0x1F} or {@code x'1F'}. */
    static byte[] fromHex(final String digits) {
        return HexFormat.of().parseHex(digits.length() % 2 == 0 ? digits : "0" + digits);
    }

    static byte[] fromBase64(final String text, final String field) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (final IllegalArgumentException e) {
            throw new IllegalArgumentException("TableInfo's field " + field + " is not Base64: " + text, e);
        }
    }

    static BigInteger toNumber(final byte[] bytes) {
        return new BigInteger(1, bytes);
    }

    /** @return one character per byte. */
    static String toText(final byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
