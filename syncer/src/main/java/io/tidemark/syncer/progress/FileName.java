// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.progress;

import io.tidemark.core.schema.TableId;

/**
 * What InnoDB calls a table: schema and name as their files are called, with a slash between them. MySQL 8 has no function any
 * more that tells it.
 */
final class FileName {
    private FileName() {}

    /** The name, empty for one with letters beyond ASCII, of which each alphabet has its own rule. */
    static String of(final TableId table) {
        final StringBuilder name = new StringBuilder();
        return append(table.schema(), name) && append(table.table(), name.append('/')) ? name.toString() : "";
    }

    private static boolean append(final String part, final StringBuilder name) {
        for (int i = 0; i < part.length(); i++) {
            final char c = part.charAt(i);
            if (c > 0x7F) {
                return false;
            }
            if (c == '_' || Character.isLetterOrDigit(c)) {
                name.append(c);
            } else {
                name.append(String.format("@%04x", (int) c));
            }
        }
        return true;
    }
}
