// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.dump;

/**
 * One line of the file.
 *
 * @param file   the file's name.
 * @param number counted from 1.
 * @param text   without white space around it.
 */
record MetadataLine(String file, int number, String text) {
    private static final int SHOWN_CHARACTERS = 80;

    boolean isBlank() {
        return text.isEmpty();
    }

    boolean isComment() {
        return text.startsWith("#");
    }

    /** The first line, as a rule. */
    boolean isStart() {
        return uncommented().startsWith("Started dump at:");
    }

    /** The last line: all that was to be written before it has been written. */
    boolean isFinish() {
        return uncommented().startsWith("Finished dump at:");
    }

    /** What stands behind the comment's sign; all if it is not a comment. */
    String uncommented() {
        int begin = 0;
        while (begin < text.length() && text.charAt(begin) == '#') {
            begin++;
        }
        return text.substring(begin).strip();
    }

    DumpMetadataException failure(final String problem) {
        return new DumpMetadataException(file, number, problem);
    }

    DumpMetadataException unexpected(final String expected) {
        return failure("found " + shown() + "; expected " + expected);
    }

    /** The text in quotes, shortened. */
    String shown() {
        return shown(text);
    }

    static String shown(final String text) {
        return '"' + (text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...") + '"';
    }
}
