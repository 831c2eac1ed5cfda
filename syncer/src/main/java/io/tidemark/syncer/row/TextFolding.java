// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.row;

import java.util.Locale;
import java.util.Set;

/**
 * Maps texts that a collation may treat as equal to one text. Equal too often costs a wait; equal too rarely loses data.
 *
 * <p>A collation ignores letter case, accents, width, trailing spaces, control characters, and in some languages takes
 * {@code v} for {@code u}, {@code å} for {@code aa} or {@code þ} for {@code th}. So only characters survive that no
 * collation confuses: digits, most consonants and ideographs, each standing for all characters that some collation takes
 * for it ({@link FoldingTable}). Repeated consonants count once, because some collations take one for two.
 */
enum TextFolding {
    /** For collations of bytes: only trailing spaces, which some ignore, are dropped. */
    EXACT {
        @Override
        CharSequence fold(final String text) {
            int end = text.length();
            while (end > 0 && text.charAt(end - 1) == ' ') {
                end--;
            }
            return text.substring(0, end);
        }
    },
    /** Digits, consonants and ideographs, beyond the 16-bit plane too. */
    ALL_PLANES {
        @Override
        CharSequence fold(final String text) {
            return skeleton(text, false, true);
        }
    },
    /** The same, for older collations: to them all characters beyond the 16-bit plane are equal. */
    BASIC_PLANE {
        @Override
        CharSequence fold(final String text) {
            return skeleton(text, false, false);
        }
    },
    /** Digits only: for Hungarian, to which {@code ccs} is {@code cscs}, and for smaller, less regular sets. */
    DIGITS {
        @Override
        CharSequence fold(final String text) {
            return skeleton(text, true, false);
        }
    },
    /** Digits only, beyond the 16-bit plane too: for newer Hungarian collations. */
    DIGITS_OF_ALL_PLANES {
        @Override
        CharSequence fold(final String text) {
            return skeleton(text, true, true);
        }
    },
    /** All texts are one: for character sets whose tables confuse even digits with letters. */
    NOTHING {
        @Override
        CharSequence fold(final String text) {
            return "";
        }
    };

    private static final Set<String> REGULAR_CHARSETS = Set.of(
            "utf8mb4", "utf8mb3", "utf8", "ucs2", "utf16", "utf16le", "utf32", "ascii", "latin1", "gbk", "gb2312",
            "gb18030", "sjis", "cp932", "ujis", "eucjpms", "euckr");
    private static final Set<String> IRREGULAR_CHARSETS = Set.of("big5", "tis620", "cp1257");

    abstract CharSequence fold(String text);

    static TextFolding of(final Column column) {
        final String collation = column.collation().toLowerCase(Locale.ROOT);
        if (collation.endsWith("_bin")) {
            return EXACT;
        }
        if (IRREGULAR_CHARSETS.contains(column.charset())) {
            return NOTHING;
        }
        final boolean allPlanes = collation.contains("_520_")
                || collation.contains("_0900_")
                || collation.contains("_uca1400_")
                || collation.startsWith("gb18030_");
        if (!REGULAR_CHARSETS.contains(column.charset())
                || collation.contains("hungarian")
                || collation.contains("_hu_")) {
            return allPlanes ? DIGITS_OF_ALL_PLANES : DIGITS;
        }
        return allPlanes ? ALL_PLANES : BASIC_PLANE;
    }

    private static CharSequence skeleton(final String text, final boolean digitsOnly, final boolean allPlanes) {
        final StringBuilder folded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            final int character = text.codePointAt(i);
            i += Character.charCount(character);
            if (!allPlanes && character > Character.MAX_VALUE) {
                continue;
            }
            final String stands = FoldingTable.of(character);
            for (int j = 0; j < stands.length(); j++) {
                append(folded, stands.charAt(j), digitsOnly);
            }
        }
        return folded;
    }

    private static void append(final StringBuilder folded, final char kept, final boolean digitsOnly) {
        final boolean digit = kept >= '0' && kept <= '9';
        final int last = folded.length() - 1;
        if (digit || (!digitsOnly && (last < 0 || folded.charAt(last) != kept))) {
            folded.append(kept);
        }
    }
}
