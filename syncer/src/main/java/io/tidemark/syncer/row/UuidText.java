// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.row;

import java.util.HexFormat;

/** Writes the bytes of MariaDB's UUID as text. A binlog has them in the text's order, whatever order a table keeps them in. */
final class UuidText {
    private static final int BYTES = 16;

    private UuidText() {}

    static String of(final byte[] bytes) {
        final StringBuilder text = new StringBuilder(36);
        for (int i = 0; i < BYTES; i++) {
            text.append(i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "")
                    .append(HexFormat.of().toHexDigits(bytes[i]));
        }
        return text.toString();
    }
}
