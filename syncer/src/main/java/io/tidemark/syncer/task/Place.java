// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.task;

import io.tidemark.syncer.failure.OperatorException;

/**
 * A place in a task file, as a fault names it.
 *
 * @param file   the file, as the operator named it.
 * @param line   from 1.
 * @param column from 1.
 * @param path   the keys that lead there, joined by dots; empty at the document's root.
 */
record Place(String file, int line, int column, String path) {
    /** The place of a key below this one. */
    Place key(final String key, final int atLine, final int atColumn) {
        return new Place(file, atLine, atColumn, path.isEmpty() ? key : path + '.' + key);
    }

    /** The place of a key that is missing: where its section stands. */
    Place missing(final String key) {
        return key(key, line, column);
    }

    /** The place of a list's item. */
    Place item(final int index, final int atLine, final int atColumn) {
        return new Place(file, atLine, atColumn, path + '[' + index + ']');
    }

    /** A fault at this place, on one line whatever the texts in it hold. */
    OperatorException fault(final String problem) {
        final String where = file + ':' + line + ':' + column + ": ";
        final String message = path.isEmpty() ? where + problem : where + path + ": " + problem;
        return new OperatorException(message.replaceAll("\\p{Cntrl}+", " "));
    }
}
