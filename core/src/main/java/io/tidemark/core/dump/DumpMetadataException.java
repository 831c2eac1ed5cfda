// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.dump;

import java.util.regex.Pattern;

/**
 * A dump's {@code metadata} file that cannot be relied on: absent, not of a known format, cut off, contradictory. The
 * message is one line: the file, the line's number, what was found and what is expected.
 */
public final class DumpMetadataException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final Pattern LINE_BREAKING = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

    private final String file;
    private final int line;

    DumpMetadataException(final String file, final int line, final String problem, final Throwable cause) {
        super(
                LINE_BREAKING
                        .matcher(file + (line == 0 ? "" : ", line " + line) + ": " + problem)
                        .replaceAll("?"),
                cause);
        this.file = file;
        this.line = line;
    }

    DumpMetadataException(final String file, final int line, final String problem) {
        this(file, line, problem, null);
    }

    /** @return the name of the file, as the caller gave it. */
    public String file() {
        return file;
    }

    /** @return the number of the line, counted from 1; 0 if the file as a whole is meant. */
    public int line() {
        return line;
    }
}
