// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.row;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDiffsTest {
    private static final String DOCUMENT =
            "{\"a\": [18446744073709551615, 1.0E300, \"x, ]\"], \"b c\": {\"ü\\\"\": 0.10}}";
    /** What a value of 3 bytes, the number 9, looks like behind its length. */
    private static final String NINE = "\u0003\u0005\u0009\u0000";

    @Test
    void leaveAllElseAsItWas() {
        assertThat(applied("")).isEqualTo(DOCUMENT);
        assertThat(applied("\u0000\u0007$.\"b c\"" + NINE))
                .isEqualTo("{\"a\": [18446744073709551615, 1.0E300, \"x, ]\"], \"b c\": 9}");
        assertThat(applied("\u0001\u0006$.a[1]" + NINE)).isEqualTo(DOCUMENT.replace(" 1.0E300", " 9, 1.0E300"));
        assertThat(applied("\u0002\u0009$.a[last]")).isEqualTo(DOCUMENT.replace(", \"x, ]\"", ""));
        assertThat(applied("\u0001\u0003$.b" + NINE)).isEqualTo(DOCUMENT.replace("], \"b c\"", "], \"b\": 9, \"b c\""));
        assertThat(applied("\u0000\u0001$" + NINE)).isEqualTo("9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000\u0003$.x" + NINE, // there is none to replace
                "\u0001\u0003$.a" + NINE, // there is one already
                "\u0001\u0008$.a[0].b" + NINE, // not in an object
                "\u0001\n$.\"b c\"[0]" + NINE, // not in an array
                "\u0002\u0006$.a[3]",
                "\u0002\u000b$.a[last-3]",
                "\u0002\u0001$",
                "\u0002\u0005$.x.y",
            })
    void thatDontFitAreRefused(final String diffs) {
        assertThatThrownBy(() -> applied(diffs))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not fit");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000\u0003$.a",
                "\u0000\u00ff",
                "\u0003\u0003$.a",
                "\u0002\u0004$.a[",
                "\u0002\u0003$.*",
                "\u0002\u0006$[*].a"
            })
    void thatAreBrokenAreRefused(final String diffs) {
        assertThatThrownBy(() -> applied(diffs)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String applied(final String diffs) {
        return JsonDiffs.applied(DOCUMENT, diffs.getBytes(ISO_8859_1));
    }
}
