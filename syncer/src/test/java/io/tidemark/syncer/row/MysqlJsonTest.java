// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MysqlJsonTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "0400                     | null",
                "0401                     | true",
                "0402                     | false",
                "05FFFF                   | -1",
                "06FFFF                   | 65535",
                "0700000080               | -2147483648",
                "08FFFFFFFF               | 4294967295",
                "090000000000000080       | -9223372036854775808",
                "0AFFFFFFFFFFFFFFFF       | 18446744073709551615",
                "0B000000205FA00242       | 1.0E10",
                "0B000000000000F03F       | 1.0",
                "0C0568C3A4225C           | ~~\"hä\\\"\\\\\"~~",
                "0C0161                   | \"a\"",
                // {"a": 1}: one member, 12 bytes; key at 11 of length 1; an int16 in its entry
                "0001000C000B000100050100 61 | {\"a\": 1}",
                // [70000, null]: the first is too wide for a small entry
                "0202000E00070A0004000070110100 | [70000, null]",
                // the same in a large array: it stands in its entry
                "03 02000000 12000000 08 F0FFFFFF 04 00000000 | [4294967280, null]",
                "0F 0C 08 0000000000B2A819 | ~~\"2021-01-25 00:00:00.000000\"~~",
                "0F F6 04 02 01 81 05    | 1.5",
                "0F F6 04 02 01 7E FA    | -1.5",
                "0F F6 0A 0F 05 81 00000002 0003D1   | 1000000002.00977",
                "0F FC 03 010203 | \"base64:type252:AQID\"",
            })
    void readsWhatMysqlWrites(final String hex, final String text) {
        final String expected = text.startsWith("~~") ? text.substring(2, text.length() - 2) : text;
        assertThat(MysqlJson.text(HexFormat.of().parseHex(hex.replace(" ", ""))))
                .isEqualTo(expected);
    }

    @Test
    void readsTimesBelowZero() {
        // -01:02:03.5, packed as hours << 12 | minutes << 6 | seconds, 24 bits of fraction
        final long packed = -(((1L << 12 | 2 << 6 | 3) << 24) + 500_000);
        final byte[] document = new byte[11];
        document[0] = 0x0F;
        document[1] = 11;
        document[2] = 8;
        for (int i = 0; i < 8; i++) {
            document[3 + i] = (byte) (packed >> (8 * i));
        }
        assertThat(MysqlJson.text(document)).isEqualTo("\"-01:02:03.500000\"");
    }

    @Test
    void readsAnEmptyDocumentAsTheServerDoes() {
        assertThat(MysqlJson.text(new byte[0])).isEqualTo("null");
    }

    @Test
    void refusesBrokenDocumentsAndDecimalsThatADoubleCantHold() {
        assertThatThrownBy(() -> MysqlJson.text("{}".getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unknown type 123");
        assertThatThrownBy(() -> MysqlJson.text(new byte[] {0, 1, 0, 12, 0, 11}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ends too early");
        // 1234567890123456789.5
        assertThatThrownBy(() -> MysqlJson.text(HexFormat.of().parseHex("0FF60C1401810DFB38D2075BCD1505")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1234567890123456789.5");
    }
}
