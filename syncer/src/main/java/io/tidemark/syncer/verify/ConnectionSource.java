// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections to one server. May be called by several threads at once. */
@FunctionalInterface
public interface ConnectionSource {
    /**
     * Connects.
     *
     * @return a new connection, which the caller closes. It must not be handed out again afterwards: its session's
     *     settings have been changed.
     * @throws SQLException if the server cannot be reached.
     */
    Connection connect() throws SQLException;
}
