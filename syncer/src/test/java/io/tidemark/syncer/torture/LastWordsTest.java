// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A syncer may give up on a killed downstream; any other end must fail the campaign. */
class LastWordsTest {
    private static final String BEFORE =
            "12:36:10.274 WARN  RowBatchExecutor: Retry 4 of 24, 1 rows at b.1:4: SQL state"
                    + " 08S01, error 0: Communications link failure\n";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the downstream t@127.0.0.1:3 can't be reached; check host and port, and that the server runs",
                "the downstream t@127.0.0.1:3 did not take the rows at b.1:4 in 25 attempts (SQL state 08S01, error 0:"
                        + " Communications link failure); see to the server, then start again",
                "Pool 'tidemark-checkpoint' could not connect to jdbc:mysql://127.0.0.1:3/ as user 't': Communications link"
                        + " failure: SocketException Connection reset"
            })
    void acceptALostDownstream(final String words) throws IOException {
        assertThat(lastWords(BEFORE + "tidemark: " + words + '\n').tellOfALostDownstream())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tidemark: the downstream t@127.0.0.1:3 refuses the INSERT of `a`.`b` at b.1:4 (SQL state 23000, error 1062:"
                        + " Duplicate entry '6939' for key 'PRIMARY'); correct the cause downstream, then start again",
                "tidemark: UPDATE of `a`.`b` found no row with all 4 columns, at b.1:4: the downstream has come apart",
                "tidemark: the downstream has lost rows of source 's' that it had committed, as `a`.`b` shows",
                "tidemark: the upstream t@127.0.0.1:3 can't be reached",
                "12:36:10.274 WARN  RowBatchExecutor: Retry 4 of 24: SQL state 08S01, error 0: Communications link failure",
                ""
            })
    void acceptNothingElse(final String lastLine) throws IOException {
        assertThat(lastWords(BEFORE + lastLine).tellOfALostDownstream()).isFalse();
    }

    @Test
    void areFoundAtTheEndOfALongLog() throws IOException {
        assertThat(lastWords(BEFORE.repeat(10_000) + "tidemark: enough\n").text())
                .isEqualTo("enough");
    }

    private LastWords lastWords(final String log) throws IOException {
        return LastWords.in(Files.writeString(directory.resolve("log"), log));
    }
}
