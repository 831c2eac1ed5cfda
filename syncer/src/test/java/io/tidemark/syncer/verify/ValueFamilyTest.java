// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueFamilyTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    JSON     | {"a": 1, "b": [1, 2]}   | {"b":[1,2],"a":1}
                    JSON     | {"a": 1.50}             | {"a":1.5}
                    JSON     | "é"                     | "\\u00e9"
                    DECIMAL  | 1.500                   | 1.5
                    DECIMAL  | 0.00                    | 0
                    DECIMAL  | -100                    | -100.0
                    FLOATING | 1e15                    | 1000000000000000
                    FLOATING | 1.5e-7                  | 0.00000015
                    TEMPORAL | 2024-01-02 03:04:05     | 2024-01-02 03:04:05.000000
                    TEMPORAL | 03:04:05.100            | 03:04:05.1
                    """)
    void takesEqualValuesForEqualHoweverTheyArePrinted(final ValueFamily family, final String one, final String other) {
        assertThat(family.canonical(one)).isEqualTo(family.canonical(other));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    JSON     | {"a": 1}                | {"a": "1"}
                    JSON     | {"a": 1}                | {"a": 2}
                    JSON     | [1, 2]                  | [2, 1]
                    JSON     | 9007199254740993        | 9007199254740992
                    JSON     | null                    | N
                    JSON     | {"a": null}             | {}
                    JSON     | no json                 | No json
                    DECIMAL  | 10                      | 1
                    DECIMAL  | 99999999999999999999999999999999999.1 | 99999999999999999999999999999999999.2
                    FLOATING | 1.234567890123456       | 1.234567890123457
                    TEMPORAL | 2024-01-10              | 2024-01-1
                    TEMPORAL | 03:04:10                | 03:04:1
                    TEXT     | 1.0                     | 1
                    """)
    void tellsDifferentValuesApart(final ValueFamily family, final String one, final String other) {
        assertThat(family.canonical(one)).isNotEqualTo(family.canonical(other));
    }

    @Test
    void comparesColumnsOfTwoFamiliesAsText() {
        assertThat(ValueFamily.common(ValueFamily.INTEGER, ValueFamily.TEXT)).isEqualTo(ValueFamily.OTHER);
        assertThat(ValueFamily.common(ValueFamily.JSON, ValueFamily.TEXT)).isEqualTo(ValueFamily.JSON);
        assertThat(ValueFamily.common(ValueFamily.DECIMAL, ValueFamily.INTEGER)).isEqualTo(ValueFamily.DECIMAL);
        assertThat(ValueFamily.common(ValueFamily.BIT, ValueFamily.BIT)).isEqualTo(ValueFamily.BIT);
    }
}
