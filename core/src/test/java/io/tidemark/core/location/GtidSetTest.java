// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GtidSetTest {
    private static final String MYSQL = "3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5";
    private static final String MARIADB = "0-1-5";

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\r\n\t"})
    void readsBlankTextAsEmpty(final String text) {
        assertThat(GtidSet.parse(text)).isSameAs(GtidSet.EMPTY);
    }

    @Test
    void emptyIsNeutralInBothFlavours() {
        for (final String text : new String[] {MYSQL, MARIADB}) {
            final GtidSet set = GtidSet.parse(text);
            assertThat(set.isEmpty()).isFalse();
            assertThat(set.contains(GtidSet.EMPTY)).isTrue();
            assertThat(GtidSet.EMPTY.contains(set)).isFalse();
            assertThat(GtidSet.EMPTY.compare(set)).isEqualTo(PartialOrder.BEFORE);
            assertThat(set.compare(GtidSet.EMPTY)).isEqualTo(PartialOrder.AFTER);
            assertThat(set.union(GtidSet.EMPTY)).isSameAs(set);
            assertThat(GtidSet.EMPTY.union(set)).isSameAs(set);
        }
    }

    @Test
    void emptyEqualsItselfAndPrintsNothing() {
        assertThat(GtidSet.EMPTY.isEmpty()).isTrue();
        assertThat(GtidSet.EMPTY.contains(GtidSet.EMPTY)).isTrue();
        assertThat(GtidSet.EMPTY.compare(GtidSet.EMPTY)).isEqualTo(PartialOrder.EQUAL);
        assertThat(GtidSet.EMPTY.union(GtidSet.EMPTY)).isSameAs(GtidSet.EMPTY);
        assertThat(GtidSet.EMPTY).hasToString("");
    }

    @Test
    void emptyTakesTheFlavourOfTheFirstTransaction() {
        assertThat(GtidSet.EMPTY.plus("0-1-5")).isEqualTo(GtidSet.parse(MARIADB));
        assertThat(GtidSet.EMPTY.plus("3E11FA47-71CA-11E1-9E33-C80AA9429562:Tag:5"))
                .hasToString("3e11fa47-71ca-11e1-9e33-c80aa9429562:tag:5");
    }

    @Test
    void theTwoFlavoursAreIncomparable() {
        final GtidSet mysql = GtidSet.parse(MYSQL);
        final GtidSet mariadb = GtidSet.parse(MARIADB);
        assertThat(mysql.contains(mariadb)).isFalse();
        assertThat(mariadb.contains(mysql)).isFalse();
        assertThat(mysql.compare(mariadb)).isEqualTo(PartialOrder.INCOMPARABLE);
        assertThat(mariadb.compare(mysql)).isEqualTo(PartialOrder.INCOMPARABLE);
        assertThat(mysql).isNotEqualTo(mariadb);
        assertThat(mariadb).isNotEqualTo(mysql);
    }

    @Test
    void theTwoFlavoursCannotBeUnited() {
        final GtidSet mysql = GtidSet.parse(MYSQL);
        final GtidSet mariadb = GtidSet.parse(MARIADB);
        assertMixed(() -> mysql.union(mariadb));
        assertMixed(() -> mariadb.union(mysql));
        assertMixed(() -> mysql.plus(MARIADB));
        assertMixed(() -> mariadb.plus("3e11fa47-71ca-11e1-9e33-c80aa9429562:5"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "mysql-bin.000003", "1-2", "3e11fa47-71ca-11e1-9e33-c80aa9429562", MARIADB + "," + MYSQL})
    void namesTheTextThatIsNeitherFlavourAndBothForms(final String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GtidSet.parse(text))
                .withMessageContaining("\"" + text + "\"")
                .withMessageContaining("uuid[:tag]:first[-last]")
                .withMessageContaining("domain-server-sequence");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "5",
                MYSQL,
                "3e11fa47-71ca-11e1-9e33-c80aa9429562",
                "3e11fa47-71ca-11e1-9e33-c80aa9429562:",
                "3e11fa47-71ca-11e1-9e33-c80aa9429562:0",
                "3e11fa47-71ca-11e1-9e33-c80aa9429562:9223372036854775808",
                "3e11fa47-71ca-11e1-9e33-c80aa9429562:tag",
                "3e11fa47-71ca-11e1-9e33-c80aa9429562:1:2",
                "3e11fa47-71ca-11e1-9e33-c80aa9429562:tag:other:2",
                "tag:2",
                "0-1",
                "0-1-5,1-1-5",
                "0-1-5-6"
            })
    void namesTheTextThatIsNotOneTransaction(final String gtid) {
        for (final GtidSet set : new GtidSet[] {GtidSet.EMPTY, GtidSet.parse(MYSQL), GtidSet.parse(MARIADB)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> set.plus(gtid))
                    .withMessageContaining("\"" + gtid + "\"")
                    .withMessageContaining("uuid:tag:number")
                    .withMessageContaining("domain-server-sequence");
        }
    }

    private static void assertMixed(final Runnable mixing) {
        assertThatIllegalArgumentException()
                .isThrownBy(mixing::run)
                .withMessageContaining("MySQL")
                .withMessageContaining("MariaDB")
                .withMessageContaining("3e11fa47-71ca-11e1-9e33-c80aa9429562:")
                .withMessageContaining(MARIADB);
    }
}
