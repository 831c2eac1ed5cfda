// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinlogPositionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql-bin.000003:1943",
                "(mysql-bin.000003, 1943)",
                "(mysql-bin.000003,1943)",
                " mysql-bin.000003 : 1943\n",
                " ( mysql-bin.000003 , 0001943 ) "
            })
    void readsBothTextForms(final String text) {
        assertThat(BinlogPosition.parse(text)).isEqualTo(new BinlogPosition("mysql-bin.000003", 1943));
    }

    @ParameterizedTest
    @ValueSource(strings = {":4", "(, 4)"})
    void readsTheMinimalPositionWithoutAFile(final String text) {
        assertThat(BinlogPosition.parse(text)).isEqualTo(BinlogPosition.MIN);
    }

    @Test
    void printsFileAndOffset() {
        assertThat(new BinlogPosition("mysql-bin.000003", 1943)).hasToString("mysql-bin.000003:1943");
        assertThat(BinlogPosition.MIN).hasToString(":4");
    }

    @Test
    void readsANameWithAColonInBracketsOnly() {
        assertThat(BinlogPosition.parse("(a:b.000001, 4)")).isEqualTo(new BinlogPosition("a:b.000001", 4));
        assertThatIllegalArgumentException().isThrownBy(() -> BinlogPosition.parse("a:b.000001:4"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "mysql-bin.000003",
                "mysql-bin.000003:",
                "mysql-bin.000003:x",
                "mysql-bin.000003:-4",
                "mysql-bin.000003:+4",
                "mysql-bin.000003:9223372036854775808",
                "mysql-bin.000003:1:2",
                "(mysql-bin.000003, )",
                "(mysql-bin.000003:4)",
                "(mysql-bin.000003, 4",
                "mysql-bin.000003, 4)",
                ":1943",
                "(, 1943)",
                "()",
                "("
            })
    void namesTheTextThatIsNoPositionAndTheExpectedForm(final String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BinlogPosition.parse(text))
                .withMessageContaining("\"" + text + "\"")
                .withMessageContaining("file:offset")
                .withMessageContaining("(file, offset)");
    }

    @Test
    void refusesANegativeOffsetAndAMissingFile() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BinlogPosition("mysql-bin.000003", -1))
                .withMessageContaining("-1")
                .withMessageContaining("mysql-bin.000003");
        assertThatNullPointerException().isThrownBy(() -> new BinlogPosition(null, 4));
    }

    @ParameterizedTest
    @CsvSource({
        "mysql-bin.000001:5, mysql-bin.000001:6",
        "mysql-bin.000001:900, mysql-bin.000002:4",
        "mysql-bin.999999:4, mysql-bin.1000000:4",
        "mysql-bin.9:4, mysql-bin.000010:4",
        "a.b.000009:4, a.b.000010:4",
        "a.000009:4, b.000001:4",
        "bin.99999999999999999999999:4, bin.100000000000000000000000:4",
        "bin.18446744073709551616:4, bin.18446744073709551617:4",
        "bin.000000:4, bin.000001:4",
        "bin:4, bin.000001:4",
        "bin.abc:4, bin.abd:4",
        "bin.9x:4, bin.a:4",
        ":4, a.000001:0"
    })
    void ordersByBaseThenNumberThenOffset(final String lower, final String higher) {
        assertBefore(lower, higher);
    }

    @Test
    void ordersAnEmptyNameBelowEveryOtherWhateverTheOffset() {
        assertThat(new BinlogPosition("", Long.MAX_VALUE)).isLessThan(new BinlogPosition(" ", 0));
    }

    @ParameterizedTest
    @CsvSource({
        "bin|000001.000009:900, bin|000002.000001:4",
        "bin|000009.000001:4, bin|000010.000001:4",
        "zzz|000001.000001:4, aaa|000002.000001:4",
        "bin|000002.000001:4, bin|000002.000002:4",
        "bin|99999999999999999999.000001:4, bin|100000000000000000000.000001:4"
    })
    void ordersTwoRelayNamesBySourceFirst(final String lower, final String higher) {
        assertBefore(lower, higher);
    }

    @Test
    void ignoresARelaySuffixThatOnlyOneNameHas() {
        assertBefore("bin|000009.000001:4", "bin.000002:4");
        assertBefore("bin.000001:4", "bin|000001.000002:4");
        assertThat(BinlogPosition.parse("bin|000007.000003:4"))
                .isEqualByComparingTo(BinlogPosition.parse("bin.000003:4"))
                .isNotEqualTo(BinlogPosition.parse("bin.000003:4"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bin|abc", "bin|", "|000002", "bin|000000", "bin|+1"})
    void takesABarWithoutASourceNumberForAPartOfTheName(final String base) {
        assertThat(BinlogFileName.of(base + ".000001")).isEqualTo(new BinlogFileName(base, "", "1"));
    }

    @Test
    void takesTheSameNumberWithMoreZerosForTheSamePlace() {
        assertThat(BinlogPosition.parse("bin.3:4"))
                .isEqualByComparingTo(BinlogPosition.parse("bin.000003:4"))
                .isNotEqualTo(BinlogPosition.parse("bin.000003:4"));
    }

    private static void assertBefore(final String lower, final String higher) {
        final BinlogPosition low = BinlogPosition.parse(lower);
        final BinlogPosition high = BinlogPosition.parse(higher);
        assertThat(low).isLessThan(high);
        assertThat(high).isGreaterThan(low);
    }
}
