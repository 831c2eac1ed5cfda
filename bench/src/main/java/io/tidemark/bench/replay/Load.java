// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The tables of a workload and what is written into them, the same whenever it is. The connection's current schema is
 * the workload's own and empty before {@link #prepare}; it is in autocommit mode. Immutable.
 */
interface Load {
    /** Creates the tables, and the rows that both sides have before the replay. */
    void prepare(Connection connection) throws SQLException;

    /**
     * Writes about this many row changes, on prepared tables, once.
     *
     * @return how many row changes there were.
     */
    long write(Connection connection, long rows) throws SQLException;
}
