// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One table's content on one server, in short. Equal digests mean equal rows, duplicates included, whatever their
 * order; a difference goes unnoticed with a chance of one in 2 to the power of 128.
 *
 * @param columns  names in the table's order.
 * @param rows     number of rows.
 * @param checksum of every column's value in every row, in hexadecimal; depends on the columns' order.
 */
public record TableDigest(List<String> columns, long rows, String checksum) {
    /** All are required. */
    public TableDigest {
        columns = List.copyOf(columns);
        requireNonNull(checksum, "checksum");
    }
}
