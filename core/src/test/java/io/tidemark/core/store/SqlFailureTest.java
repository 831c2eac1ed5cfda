// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlFailureTest {
    @ParameterizedTest
    @ValueSource(ints = {1205, 1213, 1290, 1792, 1836, 1927})
    void locksAndReadOnlyServersMayPass(final int code) {
        assertThat(SqlFailure.mayPass(new SQLException("x", "HY000", code))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"08S01", "08003", "08001"})
    void lostConnectionsMayPass(final String state) {
        assertThat(SqlFailure.mayPass(new SQLException("x", state))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"28000, 1045", "42000, 1142", "42S02, 1146", "22001, 1406"})
    void refusalsAndBadDataDoNotPass(final String state, final int code) {
        assertThat(SqlFailure.mayPass(new SQLException("x", state, code))).isFalse();
    }

    @Test
    void aPoolThatWaitedForAConnectionMayPass() {
        assertThat(SqlFailure.mayPass(new SQLTransientConnectionException("timed out")))
                .isTrue();
    }

    @Test
    void aWrongPasswordBehindAPoolThatWaitedDoesNotPass() {
        final SQLException denied = new SQLException("Access denied", "28000", 1045);
        final SQLException failure = new SQLTransientConnectionException("timed out", "28000", denied);
        assertThat(SqlFailure.mayPass(failure)).isFalse();
        assertThat(SqlFailure.reason(failure)).isEqualTo("Access denied (error 1045)");
    }

    @Test
    void theReasonIsOneLineAndNamesTheRoot() {
        final SQLException failure =
                new SQLException("link failure\n\nThe last packet", "08S01", new ConnectException("refused"));
        assertThat(SqlFailure.reason(failure)).isEqualTo("link failure: ConnectException refused");
    }
}
