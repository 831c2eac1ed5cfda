// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.row;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * What each character stands for when texts are folded: some digits, consonants or ideographs, or nothing. Read from a
 * file of our own rather than computed from Unicode's data, which change from JVM to JVM.
 */
final class FoldingTable {
    private static final char FIRST_IDEOGRAPH = '\u4E00';
    private static final char LAST_IDEOGRAPH = '\u9FFF';
    private static final String[] BASIC_PLANE = new String[Character.MAX_VALUE + 1];
    private static final Map<Integer, String> OTHER_PLANES = new HashMap<>();

    static {
        for (char c = FIRST_IDEOGRAPH; c <= LAST_IDEOGRAPH; c++) {
            BASIC_PLANE[c] = String.valueOf(c);
        }
        read();
    }

    private FoldingTable() {}

    static String of(final int character) {
        final String stands = character <= Character.MAX_VALUE ? BASIC_PLANE[character] : OTHER_PLANES.get(character);
        return stands == null ? "" : stands;
    }

    private static void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                FoldingTable.class.getResourceAsStream("collation-folding.txt"), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    readLine(line);
                }
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code B: 42 62 1D2E-1D30}: all of these stand for a B. */
    private static void readLine(final String line) {
        final int colon = line.indexOf(": ");
        final String stands = line.substring(0, colon);
        for (final String range : line.substring(colon + 2).split(" ", -1)) {
            final int dash = range.indexOf('-');
            final int first = Integer.parseInt(dash < 0 ? range : range.substring(0, dash), 16);
            final int last = Integer.parseInt(range.substring(dash + 1), 16);
            for (int c = first; c <= last; c++) {
                if (c <= Character.MAX_VALUE) {
                    BASIC_PLANE[c] = stands;
                } else {
                    OTHER_PLANES.put(c, stands);
                }
            }
        }
    }
}
