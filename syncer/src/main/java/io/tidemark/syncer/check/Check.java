// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.check;

import java.sql.SQLException;

/** Something to look at. Writes nothing on either side. */
interface Check {
    /** What it looks at, in a word or two. */
    String name();

    /**
     * Looks.
     *
     * @throws SQLException if a server does not answer.
     * @throws io.tidemark.syncer.failure.OperatorException for what a run would refuse with the same words.
     */
    void run(Findings to) throws SQLException;
}
