// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MysqlGtidSetTest {
    private static final String A = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
    private static final String B = "a1b2c3d4-0000-11e1-9e33-c80aa9429562";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A:1-5                     | A:1-5",
                "A:1                       | A:1",
                "A:3-3                     | A:3",
                "A:007-009                 | A:7-9",
                "A:1-5:7                   | A:1-5:7",
                "A:7:1-5                   | A:1-5:7",
                "A:1-5:6                   | A:1-6",
                "A:1-5:3-9                 | A:1-9",
                "A:1-9:3-5                 | A:1-9",
                "A:1:3:5:2:4               | A:1-5",
                "A:1:1                     | A:1",
                "A:1-2,A:3                 | A:1-3",
                "B:1,A:1                   | A:1,B:1",
                "A:1-3:tag_a:5-7           | A:1-3:tag_a:5-7",
                "A:tag_a:5-7:9             | A:tag_a:5-7:9",
                "A:TAG_a:5                 | A:tag_a:5",
                "A:b:1:a:2                 | A:a:2:b:1",
                "A:b:1,B:2,A:5,A:a:2       | A:5:a:2:b:1,B:2",
                "A:a:1:b:1:a:2             | A:a:1-2:b:1",
                "A:_:1:a:2                 | A:_:1:a:2",
                "A:a:1,A:2-3               | A:2-3:a:1",
                "A:9223372036854775807     | A:9223372036854775807",
                "A:9223372036854775806:9223372036854775807 | A:9223372036854775806-9223372036854775807"
            })
    void printsTheCanonicalForm(final String text, final String canonical) {
        assertThat(set(text)).hasToString(named(canonical));
        assertThat(set(canonical)).hasToString(named(canonical)).isEqualTo(set(text));
    }

    @Test
    void ignoresLetterCaseWhiteSpaceAndNewlinesAroundEveryPart() {
        assertThat(GtidSet.parse(" 3E11FA47-71CA-11E1-9E33-C80AA9429562 : 1 - 5 : Tag : 7 ,\r\n " + B + ":\t1\n"))
                .hasToString(A + ":1-5:tag:7," + B + ":1");
    }

    @Test
    void ordersSourcesAsTheirTextsAre() {
        final String high = "ffffffff-ffff-ffff-ffff-ffffffffffff";
        final String low = "00000000-0000-0000-0000-000000000000";
        final String lowHigh = "00000000-0000-0000-ffff-000000000000";
        assertThat(GtidSet.parse(high + ":1," + lowHigh + ":1," + low + ":1"))
                .hasToString(low + ":1," + lowHigh + ":1," + high + ":1");
    }

    @Test
    void acceptsATagOfUpTo32Characters() {
        final String longest = "t".repeat(32);
        assertThat(set("A:" + longest + ":1")).hasToString(named("A:" + longest + ":1"));
        assertMalformed("A:" + longest + "t:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A:",
                "A:0",
                "A:0-5",
                "A:5-3",
                "A:-3",
                "A:3-",
                "A:1--3",
                "A:1-2-3",
                "A:1 2",
                "A:+1",
                "A:1-9223372036854775808",
                "A:1:",
                "A::1",
                "A:1,",
                ",A:1",
                "A:1,,B:1",
                "A:1,B",
                "A:tag",
                "A:1:tag",
                "A:tag:other:1",
                "A:9tag:1",
                "A:ta-g:1",
                "A:täg:1",
                "x:1",
                ":1",
                "3e11fa47-71ca-11e1-9e33-c80aa942956:1",
                "3e11fa4-771ca-11e1-9e33-c80aa9429562:1",
                "3e11fa47-71ca-11e1-9e33-c80aa942956g:1",
                "3e11fa4771ca11e19e33c80aa9429562:1"
            })
    void namesTheTextThatIsMalformed(final String text) {
        assertMalformed(text);
    }

    @Test
    void namesThePartThatIsMalformed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> set("A:1-5,B:7-6"))
                .withMessageContaining(": \"7-6\" is neither a tag nor an interval");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> set("A:1-5:tag:other:1"))
                .withMessageContaining("no interval follows \"tag\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A:1-5      | A:1-5      | EQUAL",
                "A:1-5      | A:2-4      | AFTER",
                "A:2-4      | A:1-5      | BEFORE",
                "A:1-5      | A:3-7      | INCOMPARABLE",
                "A:1-5      | A:1-2:4-5  | AFTER",
                "A:1-2:4-5  | A:1-5      | BEFORE",
                "A:1-3      | A:2:4      | INCOMPARABLE",
                "A:1-5      | B:1-5      | INCOMPARABLE",
                "A:1-5,B:1  | B:1        | AFTER",
                "A:1-5      | A:tag:1-5  | INCOMPARABLE",
                "A:1:tag:1  | A:tag:1    | AFTER"
            })
    void comparesByContainment(final String left, final String right, final PartialOrder expected) {
        assertThat(set(left).compare(set(right))).isEqualTo(expected);
    }

    @Test
    void addsOneTransactionToItsSourceAndTag() {
        assertThat(set("A:1-5").plus(A + ":6")).isEqualTo(set("A:1-6"));
        assertThat(set("A:1-5:7").plus(A + ":6")).isEqualTo(set("A:1-7"));
        assertThat(set("A:1-5").plus(A.toUpperCase(Locale.ROOT) + ":T:6 ")).isEqualTo(set("A:1-5:t:6"));
        assertThat(set("A:1-5").plus(B + ":6")).isEqualTo(set("A:1-5,B:6"));
    }

    @Test
    void staysItselfWhenNothingIsNew() {
        final GtidSet set = set("A:1-5:7,B:3");
        assertThat(set.plus(A + ":4")).isSameAs(set);
        assertThat(set.union(set("A:2-3,B:3"))).isSameAs(set);
        assertThat(set.union(set)).isSameAs(set);
    }

    @Test
    void leavesTheSetItWasMadeFromAsItWas() {
        final GtidSet set = set("A:1-5:7");
        final GtidSet more = set.plus(A + ":6").union(set("B:1"));
        assertThat(set).hasToString(named("A:1-5:7"));
        assertThat(more).hasToString(named("A:1-7,B:1"));
    }

    @Test
    void addingOneTransactionCopiesOnlyAPathOfAThousandIntervals() {
        assertSharesNearlyAll(LongStream.range(0, 1_000)
                .mapToObj(i -> Long.toString(10 * i + 1))
                .collect(Collectors.joining(":", "A:", "")));
    }

    @Test
    void addingOneTransactionCopiesOnlyAPathOfAThousandServers() {
        assertSharesNearlyAll(LongStream.range(0, 1_000)
                .mapToObj("%08x-71ca-11e1-9e33-c80aa9429562:1"::formatted)
                .collect(Collectors.joining(",", "A:1,", "")));
    }

    private static void assertSharesNearlyAll(final String text) {
        final GtidSet set = set(text);
        final Set<GtidIntervalTree> nodes = Collections.newSetFromMap(new IdentityHashMap<>());
        ((MysqlGtidSet) set).intervals().forEachNode(nodes::add);
        assertThat(nodes).hasSizeGreaterThanOrEqualTo(1_000);

        for (long number = 1; number <= 10_001; number += 7) {
            final GtidSet more = set.plus(A + ":" + number);
            final int[] copied = {0};
            ((MysqlGtidSet) more).intervals().forEachNode(node -> copied[0] += nodes.contains(node) ? 0 : 1);
            assertThat(copied[0]).as("nodes copied to add %s", number).isLessThanOrEqualTo(40);
        }
    }

    private static void assertMalformed(final String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> set(text))
                .withMessageContaining("\"" + named(text) + "\"")
                .withMessageContaining("uuid[:tag]:first[-last]");
    }

    private static GtidSet set(final String text) {
        return GtidSet.parse(named(text));
    }

    private static String named(final String text) {
        return text.replaceAll("\\bA\\b", A).replaceAll("\\bB\\b", B);
    }
}
