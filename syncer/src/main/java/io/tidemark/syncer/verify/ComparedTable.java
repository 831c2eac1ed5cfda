// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.schema.TableId;
import java.util.Optional;

/**
 * One table, as both servers have it.
 *
 * @param table the table's name.
 * @param left  its content on the first server; empty if the table is not there.
 * @param right its content on the second server; empty if the table is not there.
 */
public record ComparedTable(TableId table, Optional<TableDigest> left, Optional<TableDigest> right) {
    /** All are required. */
    public ComparedTable {
        requireNonNull(table, "table");
        requireNonNull(left, "left");
        requireNonNull(right, "right");
    }

    /** @return whether both servers have the table, with the same columns and the same rows. */
    public boolean equal() {
        return left.isPresent() && left.equals(right);
    }

    /** @return {@code equal}, or the coarsest difference. */
    public String verdict() {
        if (left.isEmpty() || right.isEmpty()) {
            return left.isEmpty() ? "MISSING LEFT" : "MISSING RIGHT";
        }
        if (!left.get().columns().equals(right.get().columns())) {
            return "COLUMNS DIFFER";
        }
        if (left.get().rows() != right.get().rows()) {
            return "ROW COUNTS DIFFER";
        }
        return equal() ? "equal" : "VALUES DIFFER";
    }
}
