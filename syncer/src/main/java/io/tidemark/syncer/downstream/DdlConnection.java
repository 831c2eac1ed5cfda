// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import java.sql.Connection;
import java.sql.SQLException;

/** A connection on which DDL is executed, watched as long as it is open. For one thread. */
public final class DdlConnection implements AutoCloseable {
    private final DdlConnections owner;
    private final Connection connection;
    private final DdlWatch watch;

    DdlConnection(final DdlConnections owner, final Connection connection, final DdlWatch watch) {
        this.owner = owner;
        this.connection = connection;
        this.watch = watch;
    }

    /** @return to be closed by {@link #close} only. */
    public Connection jdbc() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        watch.end();
        owner.release();
        connection.close();
    }
}
