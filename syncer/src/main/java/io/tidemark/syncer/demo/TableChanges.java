// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.demo;

import java.sql.SQLException;

/** How the workload changes one table. Without state: all connections share it. */
interface TableChanges {
    /** The statement that creates the table in the current schema. */
    String definition();

    /**
     * Makes one change, chosen at random.
     *
     * @param atMost how many rows may be changed, at least 1.
     * @return how many rows were: from 0, if the chosen rows do not exist or their new keys do, to {@code atMost}.
     */
    int change(RowWriter writer, int atMost) throws SQLException;
}
