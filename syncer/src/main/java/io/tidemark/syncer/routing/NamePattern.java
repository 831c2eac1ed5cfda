// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.routing;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Names of schemas or tables, as an operator describes them.
 *
 * <ul>
 *   <li>{@code ~} and a regular expression: it may match anywhere in the name, so give it {@code ^} and {@code $} where it
 *       shall not;
 *   <li>a name in which {@code *} stands for any characters or none, {@code ?} for one, {@code [a-c]} for one of some, and
 *       {@code [!a-c]} for one of all others;
 *   <li>else the name itself.
 * </ul>
 *
 * <p>Immutable. Equal if the texts are, and the care for letter case.
 */
public final class NamePattern {
    private static final char REGEX = '~';

    private final String text;
    private final boolean caseSensitive;
    private final String folded;
    /** Null for a plain name. */
    private final Pattern pattern;

    private NamePattern(final String text, final boolean caseSensitive, final Pattern pattern) {
        this.text = text;
        this.caseSensitive = caseSensitive;
        this.folded = caseSensitive ? text : text.toLowerCase(Locale.ROOT);
        this.pattern = pattern;
    }

    /**
     * Reads a pattern.
     *
     * @param text          as the operator wrote it.
     * @param caseSensitive whether {@code a} and {@code A} differ.
     * @return the pattern.
     * @throws IllegalArgumentException if it describes no name; the message says why.
     */
    public static NamePattern of(final String text, final boolean caseSensitive) {
        if (requireNonNull(text, "text").isEmpty()) {
            throw new IllegalArgumentException("is empty, expected a name or a pattern");
        }
        final int flags = caseSensitive ? 0 : Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
        if (text.charAt(0) == REGEX) {
            return new NamePattern(text, caseSensitive, regex(text.substring(1), flags));
        }
        final String wild = wildcards(text);
        return new NamePattern(
                text, caseSensitive, wild.isEmpty() ? null : Pattern.compile("^(?s:" + wild + ")\\z", flags));
    }

    private static Pattern regex(final String regex, final int flags) {
        if (regex.isEmpty()) {
            throw new IllegalArgumentException("has nothing behind ~, expected a regular expression");
        }
        try {
            return Pattern.compile(regex, flags);
        } catch (final PatternSyntaxException e) {
            throw new IllegalArgumentException("is no regular expression behind ~: " + e.getDescription(), e);
        }
    }

    /** The same as a regular expression; empty if there is no wildcard. */
    private static String wildcards(final String text) {
        final StringBuilder regex = new StringBuilder();
        boolean wild = false;
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            final int end = c == '[' ? text.indexOf(']', i) : -1;
            if (c == '*') {
                regex.append(".*");
            } else if (c == '?') {
                regex.append('.');
            } else if (end > 0) {
                regex.append(oneOf(text.substring(i + 1, end)));
                i = end;
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
                continue;
            }
            wild = true;
        }
        return wild ? regex.toString() : "";
    }

    private static String oneOf(final String characters) {
        if (characters.isEmpty()) {
            throw new IllegalArgumentException("has nothing within [], expected characters");
        }
        final boolean not = characters.length() > 1 && characters.charAt(0) == '!';
        final StringBuilder set = new StringBuilder(not ? "[^" : "[");
        for (int i = not ? 1 : 0; i < characters.length(); i++) {
            final boolean range = i + 2 < characters.length() && characters.charAt(i + 1) == '-';
            set.append('\\').append('x').append(hex(characters.charAt(i)));
            if (range) {
                if (characters.charAt(i + 2) < characters.charAt(i)) {
                    throw new IllegalArgumentException(
                            "has the range " + characters.substring(i, i + 3) + ", whose end is before its begin");
                }
                set.append("-\\x").append(hex(characters.charAt(i + 2)));
                i += 2;
            }
        }
        return set.append(']').toString();
    }

    private static String hex(final char c) {
        return '{' + Integer.toHexString(c) + '}';
    }

    /**
     * Whether a name is one of those described.
     *
     * @param name as the source spells it.
     * @return true if so.
     */
    public boolean matches(final String name) {
        if (pattern != null) {
            return pattern.matcher(name).find();
        }
        return caseSensitive ? text.equals(name) : folded.equals(name.toLowerCase(Locale.ROOT));
    }

    /** @return whether it describes one name only. */
    public boolean isExact() {
        return pattern == null;
    }

    boolean isCaseSensitive() {
        return caseSensitive;
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof NamePattern that && caseSensitive == that.caseSensitive && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** @return the pattern as it was written. */
    @Override
    public String toString() {
        return text;
    }
}
