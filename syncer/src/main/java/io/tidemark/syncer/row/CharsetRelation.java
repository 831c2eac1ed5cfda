// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.row;

import java.util.Set;

/** What is known of MySQL's character sets, by name, without reading a text. */
final class CharsetRelation {
    private static final Set<String> BEGIN_WITH_ASCII = Set.of("latin1", "utf8mb3", "utf8mb4");

    private CharsetRelation() {}

    /** Whether the bytes of each text in one mean the same text in the other. */
    static boolean meansTheSame(final String from, final String to) {
        final String source = canonical(from);
        final String target = canonical(to);
        return source.equals(target)
                || (source.equals("ascii") && BEGIN_WITH_ASCII.contains(target))
                || (source.equals("utf8mb3") && target.equals("utf8mb4"));
    }

    /** At most. */
    static int bytesPerCharacter(final String charset) {
        return switch (canonical(charset)) {
            case "utf8mb4", "utf16", "utf16le", "utf32", "gb18030" -> 4;
            case "utf8mb3", "ujis", "eucjpms" -> 3;
            case "ucs2", "gbk", "gb2312", "big5", "sjis", "cp932", "euckr" -> 2;
            default -> 1;
        };
    }

    private static String canonical(final String name) {
        return name.equals("utf8") ? "utf8mb3" : name;
    }
}
