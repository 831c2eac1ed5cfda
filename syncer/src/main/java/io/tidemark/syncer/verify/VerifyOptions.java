// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is compared, how gently, and what is shown.
 *
 * @param tables          patterns of {@code schema.table} with {@code *} and {@code ?}; all tables if there is none.
 * @param chunkRows       rows that one statement reads, at least 1.
 * @param threads         statements at a time on each side, at least 1.
 * @param rowsPerSecond   how many rows to read each second on each side at most; 0 for no limit.
 * @param shown           how many different rows of a table are named, from 0.
 * @param patience        how long a replication that stands still is waited for.
 * @param state           the file that lets another process go on; none if empty.
 * @param json            whether the result is one JSON document.
 * @param terminal        whether progress is shown on a terminal.
 */
public record VerifyOptions(
        List<String> tables,
        long chunkRows,
        int threads,
        long rowsPerSecond,
        int shown,
        Duration patience,
        Optional<Path> state,
        boolean json,
        boolean terminal) {
    /** Read in some ten milliseconds: no lock on a table's structure is held for long. */
    public static final long DEFAULT_CHUNK_ROWS = 10_000;

    /** A server with work of its own must not notice. */
    public static final int DEFAULT_THREADS = 2;

    /** Enough to see what is wrong. */
    public static final int DEFAULT_SHOWN = 20;

    /**
     * All are required.
     *
     * @throws IllegalArgumentException if a number is too small.
     */
    public VerifyOptions {
        tables = List.copyOf(tables);
        requireNonNull(patience, "patience");
        requireNonNull(state, "state");
        if (chunkRows < 1 || threads < 1 || rowsPerSecond < 0 || shown < 0) {
            throw new IllegalArgumentException("chunkRows " + chunkRows + " and threads " + threads
                    + " must be positive, rowsPerSecond " + rowsPerSecond + " and shown " + shown + " not negative");
        }
    }
}
