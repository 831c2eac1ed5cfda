// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.torture;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What a syncer said when it ended by itself.
 *
 * @param text one line; empty if it said nothing.
 */
record LastWords(String text) {
    private static final String PREFIX = "tidemark: ";
    private static final int TAIL_BYTES = 16_384;
    private static final Pattern LOST = Pattern.compile("can't be reached|could not connect|SQL state 08[0-9A-Z]{3}"
            + "|No operations allowed after connection closed|Communications link failure");

    /** Reads them from the end of the log to which it wrote; they must be its last line. */
    static LastWords in(final Path log) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            final long from = Math.max(0, file.length() - TAIL_BYTES);
            final byte[] tail = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(tail);
            final String end = new String(tail, StandardCharsets.UTF_8).stripTrailing();
            final String line = end.substring(end.lastIndexOf('\n') + 1);
            return new LastWords(line.startsWith(PREFIX) ? line.substring(PREFIX.length()) : "");
        }
    }

    /**
     * Whether it gave up because it could not reach its downstream any more, or lost its connection too often. The upstream
     * of a campaign is never killed.
     */
    boolean tellOfALostDownstream() {
        return !text.startsWith("the upstream ") && LOST.matcher(text).find();
    }
}
