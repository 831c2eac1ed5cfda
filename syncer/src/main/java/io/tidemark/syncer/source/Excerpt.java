// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

/** Texts of others in messages of one line. */
final class Excerpt {
    private static final int MAX_LENGTH = 120;

    private Excerpt() {}

    static String of(final String text) {
        final String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "...";
    }
}
