// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import com.mysql.cj.jdbc.MysqlDataSource;
import io.tidemark.syncer.task.Server;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Gives a run's checkpoint store its connection, and another one should that be lost. There is no pool, since the store
 * keeps what it has, and a pool would connect several times and ask about each connection.
 */
public final class CheckpointConnections {
    private CheckpointConnections() {}

    /**
     * Connects to nothing yet.
     *
     * @param server  which holds the checkpoint.
     * @param silence how long it is waited for if it says nothing.
     * @return gives a new connection each time.
     */
    public static DataSource of(final Server server, final Duration silence) {
        final MysqlDataSource connections = new MysqlDataSource();
        connections.setUrl(CheckpointPool.url(server, silence) + "&connectTimeout=5000");
        connections.setUser(server.user());
        connections.setPassword(server.password());
        return connections;
    }
}
