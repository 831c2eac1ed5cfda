// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.demo;

import static java.util.Objects.requireNonNull;

/**
 * How much is written, and how.
 *
 * @param schema        name of the schema that is created for it.
 * @param rows          row changes to commit, at least 1.
 * @param connections   how many write at once, at least 1.
 * @param seed          of all random choices. With one connection the same seed gives the same changes; with several
 *                      the choices are the same, but not their order.
 * @param rowsPerSecond bound on the rate of row changes, 0 for none.
 */
public record WorkloadOptions(String schema, long rows, int connections, long seed, long rowsPerSecond) {
    /** Refuses what makes no sense. */
    public WorkloadOptions {
        requireNonNull(schema, "schema");
        if (schema.isEmpty() || schema.contains("`")) {
            throw new IllegalArgumentException("no name for a schema: '" + schema + '\'');
        }
        if (rows < 1 || connections < 1 || rowsPerSecond < 0) {
            throw new IllegalArgumentException(
                    "rows and connections must be at least 1 and rows per second not negative: " + rows + ", "
                            + connections + ", " + rowsPerSecond);
        }
    }

    /**
     * Four connections, as fast as the server can.
     *
     * @param schema name of the schema that is created for it.
     * @param rows   row changes to commit.
     * @return these options.
     */
    public static WorkloadOptions of(final String schema, final long rows) {
        return new WorkloadOptions(schema, rows, 4, 1, 0);
    }
}
