// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MariadbGtidSetTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0-1-5                 | 0-1-5",
                "00-01-05              | 0-1-5",
                "2-1-5,0-1-7,10-1-1    | 0-1-7,2-1-5,10-1-1",
                "0-1-5,0-2-7           | 0-2-7",
                "0-2-7,0-1-5           | 0-2-7",
                "0-1-0                 | 0-1-0",
                "4294967295-4294967295-18446744073709551615 | 4294967295-4294967295-18446744073709551615"
            })
    void printsTheLastTransactionOfEachDomain(final String text, final String canonical) {
        assertThat(GtidSet.parse(text)).hasToString(canonical).isEqualTo(GtidSet.parse(canonical));
    }

    @Test
    void ignoresWhiteSpaceAndNewlinesAroundEveryPart() {
        assertThat(GtidSet.parse(" 0 - 1 - 5 ,\r\n1-1-7\t")).hasToString("0-1-5,1-1-7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0-1",
                "0-1-",
                "-1-5",
                "0-1-5-6",
                "0-1-x",
                "0-1-5 6",
                "0--1-5",
                "0-1-+5",
                "0-1-5,",
                ",0-1-5",
                "0-1-5,,1-1-5",
                "4294967296-1-5",
                "0-4294967296-5",
                "0-1-18446744073709551616",
                "0-99999999999999999999-5"
            })
    void namesTheTextThatIsMalformed(final String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GtidSet.parse(text))
                .withMessageContaining("\"" + text + "\"")
                .withMessageContaining("domain-server-sequence");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0-1-5        | 0-1-5        | EQUAL",
                "0-1-5        | 0-2-5        | EQUAL",
                "0-1-5        | 0-2-4        | AFTER",
                "0-1-4        | 0-2-5        | BEFORE",
                "0-1-5        | 1-1-5        | INCOMPARABLE",
                "0-1-5,1-1-3  | 0-1-4,1-1-4  | INCOMPARABLE",
                "0-1-5,1-1-3  | 0-1-5        | AFTER",
                "0-1-4        | 0-1-5,1-1-3  | BEFORE",
                "0-1-18446744073709551615 | 0-1-1 | AFTER"
            })
    void comparesDomainByDomain(final String left, final String right, final PartialOrder expected) {
        assertThat(GtidSet.parse(left).compare(GtidSet.parse(right))).isEqualTo(expected);
    }

    @Test
    void leavesTheServerOutOfEquality() {
        assertThat(GtidSet.parse("0-1-5"))
                .isEqualTo(GtidSet.parse("0-2-5"))
                .hasSameHashCodeAs(GtidSet.parse("0-2-5"))
                .isNotEqualTo(GtidSet.parse("0-1-6"));
    }

    @Test
    void unionTakesTheHigherSequenceAndItsServer() {
        assertThat(GtidSet.parse("0-1-5,1-1-9").union(GtidSet.parse("0-2-6,1-2-8,2-2-1")))
                .hasToString("0-2-6,1-1-9,2-2-1");
        assertThat(GtidSet.parse("0-1-5").union(GtidSet.parse("0-2-5"))).hasToString("0-1-5");
    }

    @Test
    void addsOneTransactionIfItIsBeyondItsDomain() {
        final GtidSet set = GtidSet.parse("0-1-5");
        assertThat(set.plus("0-2-6")).hasToString("0-2-6");
        assertThat(set.plus("1-2-1")).hasToString("0-1-5,1-2-1");
        assertThat(set.plus("0-2-4")).isSameAs(set);
        assertThat(set).hasToString("0-1-5");
    }
}
