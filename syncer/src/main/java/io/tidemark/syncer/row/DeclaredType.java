// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.row;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A type as a server spells it, taken apart.
 *
 * @param name   in small letters.
 * @param first  the first number in brackets, -1 if there is none.
 * @param second the second one, 0 if there is none.
 */
record DeclaredType(String name, int first, int second) {
    private static final Pattern FORM =
            Pattern.compile("^([a-z0-9_]+)(?:\\((\\d+)(?:\\s*,\\s*(\\d+))?\\))?.*", Pattern.DOTALL);

    static DeclaredType of(final String text) {
        final Matcher form = FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            return new DeclaredType("", -1, 0);
        }
        return new DeclaredType(
                form.group(1),
                form.group(2) == null ? -1 : Integer.parseInt(form.group(2)),
                form.group(3) == null ? 0 : Integer.parseInt(form.group(3)));
    }

    /** How many bytes fit into a text or a row of bytes, -1 if that is not known. */
    long bytes(final String charset) {
        return switch (name) {
            case "char", "varchar" -> first < 0 ? -1 : (long) first * CharsetRelation.bytesPerCharacter(charset);
            case "binary", "varbinary" -> first;
            case "tinytext", "tinyblob" -> 0xFFL;
            case "text", "blob" -> 0xFFFFL;
            case "mediumtext", "mediumblob" -> 0xFF_FFFFL;
            case "longtext", "longblob" -> 0xFFFF_FFFFL;
            default -> -1;
        };
    }

    /** The members of an ENUM or SET; empty if they can't be read with certainty. */
    static List<String> members(final String text) {
        final List<String> members = new ArrayList<>();
        int at = text.indexOf('(') + 1;
        // how servers spell a backslash depends on their modes
        if (at == 0 || text.indexOf('\\') >= 0) {
            return List.of();
        }
        while (at < text.length() && text.charAt(at) == '\'') {
            final StringBuilder member = new StringBuilder();
            at++;
            while (at < text.length() && (text.charAt(at) != '\'' || text.startsWith("''", at))) {
                at += text.charAt(at) == '\'' ? 1 : 0;
                member.append(text.charAt(at));
                at++;
            }
            members.add(member.toString());
            at++;
            if (at < text.length() && text.charAt(at) == ',') {
                at++;
            }
        }
        return members;
    }
}
