// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "t            | t         | true",
                "t            | T         | true",
                "t            | tt        | false",
                "shard_*      | shard_    | true",
                "shard_*      | Shard_01  | true",
                "shard_*      | shard     | false",
                "*            | anything  | true",
                "*            | ''        | true",
                "a*c          | abbc      | true",
                "t?           | t1        | true",
                "t?           | t         | false",
                "t?           | t12       | false",
                "t[0-3]       | t2        | true",
                "t[0-3]       | t4        | false",
                "t[!0-3]      | t4        | true",
                "t[!0-3]      | t2        | false",
                "t[!]         | t!        | true",
                "t[a-cx]      | TX        | true",
                "t[ab-]       | t-        | true",
                "t[\\d]       | t1        | false",
                "t[a          | t[a       | true",
                "a.b          | axb       | false",
                "a.*          | a.b       | true",
                "~^t\\d+$     | t12       | true",
                "~^T\\d+$     | t12       | true",
                "~^t\\d+$     | xt12      | false",
                "~\\d         | a1b       | true",
                "~(^x)?b      | xb        | true",
            })
    void matchesAsTheOperatorMeant(final String pattern, final String name, final boolean matches) {
        assertThat(NamePattern.of(pattern, false).matches(name)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({"t,T", "t*,T1", "t[a-c],tB", "~^t,T"})
    void tellsLetterCaseApartWhenItShall(final String pattern, final String name) {
        assertThat(NamePattern.of(pattern, false).matches(name)).isTrue();
        assertThat(NamePattern.of(pattern, true).matches(name)).isFalse();
    }

    @Test
    void knowsWhetherItIsAboutOneNameOnly() {
        assertThat(NamePattern.of("a[b.c", false).isExact()).isTrue();
        assertThat(NamePattern.of("a*", false).isExact()).isFalse();
        assertThat(NamePattern.of("a[b]", false).isExact()).isFalse();
        assertThat(NamePattern.of("~^a$", false).isExact()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''     | is empty",
                "~      | has nothing behind ~",
                "~(     | is no regular expression behind ~: Unclosed group",
                "t[]    | has nothing within []",
                "t[9-0] | has the range 9-0, whose end is before its begin",
            })
    void saysWhatIsWrong(final String pattern, final String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NamePattern.of(pattern, false))
                .withMessageContaining(message);
    }
}
