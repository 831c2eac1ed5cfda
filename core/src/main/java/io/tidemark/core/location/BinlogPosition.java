// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.location;

import static java.util.Objects.requireNonNull;

/**
 * A position in a binlog, for instance {@code mysql-bin.000003:1943}. Immutable.
 *
 * <p>Equality is that of file name and offset, letter by letter.
 *
 * @param file   the binlog file's name without a directory, empty in the minimal position.
 * @param offset bytes from the file's start, not negative.
 */
public record BinlogPosition(String file, long offset) implements Comparable<BinlogPosition> {
    /** Smaller than every position of a real binlog: no file, and the offset of a file's first event. */
    public static final BinlogPosition MIN = new BinlogPosition("", 4);

    /**
     * Any name is accepted as it is, since the source chooses it.
     *
     * @throws IllegalArgumentException if the offset is negative.
     */
    public BinlogPosition {
        requireNonNull(file, "file");
        if (offset < 0) {
            throw new IllegalArgumentException("binlog offset " + offset + " in file \"" + file + "\" is negative");
        }
    }

    /**
     * Reads {@code mysql-bin.000003:1943} or {@code (mysql-bin.000003, 1943)}. White space around the parts is ignored.
     * The file's name may be missing only in the minimal position, {@code :4}. A name with a colon can be read in
     * brackets only.
     *
     * <p>Text that may also be a GTID set is to be tried as such first: {@code uuid:5} looks like a position, too.
     *
     * @param text either form.
     * @return the position.
     * @throws IllegalArgumentException if the text is neither.
     */
    public static BinlogPosition parse(final String text) {
        final String trimmed = text.strip();
        final boolean bracketed = trimmed.startsWith("(") && trimmed.endsWith(")");
        final String inner = bracketed ? trimmed.substring(1, trimmed.length() - 1) : trimmed;
        final int separator = bracketed ? inner.lastIndexOf(',') : inner.indexOf(':');
        if (separator < 0) {
            throw malformed(text);
        }
        final String file = inner.substring(0, separator).strip();
        final String digits = inner.substring(separator + 1).strip();
        if (!GtidText.isDigits(digits)) {
            throw malformed(text);
        }
        final BinlogPosition position;
        try {
            position = new BinlogPosition(file, Long.parseLong(digits));
        } catch (final NumberFormatException tooLarge) {
            throw malformed(text);
        }
        if (file.isEmpty() && !position.equals(MIN)) {
            throw malformed(text);
        }
        return position;
    }

    /**
     * By file, then by offset. Files are ordered by base name, then by the number after the last dot, however long it
     * is; names without such a number are ordered as text, the empty one first.
     *
     * <p>If both names carry a relay suffix ({@code base|000002.000003}), its number decides first. If only one does, it
     * is ignored. So this is a total order among names with a relay suffix and among names without, but not across
     * both: there every pair has an answer, but three positions may form a circle. Do not sort a mixture.
     *
     * <p>Zero means the same place, not the same text: {@code bin.3:4}, {@code bin.000003:4} and
     * {@code bin|000001.000003:4} compare as equal, though {@link #equals} tells them apart.
     */
    @Override
    public int compareTo(final BinlogPosition other) {
        if (!file.equals(other.file)) {
            // the minimal position is asked about at every transaction's end, and names cost memory to be read
            if (file.isEmpty() || other.file.isEmpty()) {
                return file.isEmpty() ? -1 : 1;
            }
            final int byFile = BinlogFileName.of(file).compareTo(BinlogFileName.of(other.file));
            if (byFile != 0) {
                return byFile;
            }
        }
        return Long.compare(offset, other.offset);
    }

    /** @return {@code file:offset}, which {@link #parse} reads back. */
    @Override
    public String toString() {
        return file + ":" + offset;
    }

    private static IllegalArgumentException malformed(final String text) {
        return new IllegalArgumentException("not a binlog position: \"" + text
                + "\"; expected file:offset or (file, offset), for instance mysql-bin.000003:1943");
    }
}
