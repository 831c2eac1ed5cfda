// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.ddl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.location.BinlogPosition;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DdlRuleTest {
    private static final BinlogPosition AFTER = new BinlogPosition("mysql-bin.000003", 1943);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mysql-bin.000003:1943 | true",
                "(mysql-bin.000003, 1943) | true",
                "mysql-bin.000003:1944 | false",
                "3E11FA47-71CA-11E1-9E33-C80AA9429562:7 | true",
                "3e11fa47-71ca-11e1-9e33-c80aa9429562:8 | false",
                "0-1-7 | false",
            })
    void findsItsStatementByPlaceOrGtid(final String at, final boolean found) {
        assertThat(DdlRule.of(at, Optional.empty()).isAbout(AFTER, "3e11fa47-71ca-11e1-9e33-c80aa9429562:7"))
                .isEqualTo(found);
        assertThat(DdlRule.of("0-1-7", Optional.empty()).isAbout(AFTER, "0-1-7"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nowhere", "0-1-7,1-1-7", "3e11fa47-71ca-11e1-9e33-c80aa9429562:1-7"})
    void refusesWhatIsNotOnePlace(final String at) {
        assertThatThrownBy(() -> DdlRule.of(at, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + at + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t VALUES (1)",
                "DROP TABLE a; DROP TABLE b",
                "FLUSH TABLES",
                "",
                "GRANT ALL ON a TO b"
            })
    void refusesReplacementsThatAreNotOneDdl(final String sql) {
        assertThatThrownBy(() -> DdlRule.of("0-1-7", Optional.of(sql)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected one DDL");
    }

    @Test
    void takesAReplacementThatOnlyTheDownstreamUnderstands() {
        final String sql = "CREATE TABLE t (id BIGINT AUTO_RANDOM OF SOME KIND)";
        assertThat(DdlRule.of("0-1-7", Optional.of(sql)).replacement()).contains(sql);
    }
}
