// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.tidemark.syncer.failure.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Results as they are kept: every single run, and what is to be known of all of them.
 *
 * @param head where, when and how.
 * @param runs in the order that they were made in.
 */
record ResultFile(Head head, List<Run> runs) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** Copies the list. */
    ResultFile {
        runs = List.copyOf(runs);
    }

    /** Reads a file. */
    static ResultFile read(final Path file) {
        try {
            return JSON.readValue(file.toFile(), ResultFile.class);
        } catch (final IOException e) {
            throw new OperatorException("cannot read results from " + file + ": " + e.getMessage(), e);
        }
    }

    /** Writes the file anew; what is in its place is always complete. */
    void write(final Path file) {
        final Path aside = file.resolveSibling(file.getFileName() + ".partial");
        try {
            JSON.writeValue(aside.toFile(), this);
            Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (final IOException e) {
            throw new OperatorException("cannot write results to " + file + ": " + e.getMessage(), e);
        }
    }
}
