// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import com.zaxxer.hikari.HikariDataSource;
import io.tidemark.core.store.CheckpointDataSources;
import io.tidemark.syncer.task.Server;
import java.time.Duration;

/** The connections over which a checkpoint is written, by a run and by an operator's command alike. */
public final class CheckpointPool {
    private CheckpointPool() {}

    /**
     * Connects once, to know that it can.
     *
     * @param server      which holds the checkpoint.
     * @param silence     how long it is waited for if it says nothing.
     * @param connections how many at most.
     * @return the pool; the caller closes it.
     * @throws io.tidemark.core.store.CheckpointStoreException if the server can't be connected to.
     */
    public static HikariDataSource open(final Server server, final Duration silence, final int connections) {
        return CheckpointDataSources.pool(
                url(server, silence), server.user(), server.password(), "tidemark-checkpoint", connections);
    }

    /** Spares the driver what it would set or ask in statements of their own. */
    static String url(final Server server, final Duration silence) {
        // without TLS an account of caching_sha2_password could not log in otherwise
        return server.jdbcUrl() + "?allowPublicKeyRetrieval=true&socketTimeout=" + silence.toMillis()
                + "&sessionVariables=autocommit%3D1,character_set_results%3DNULL&useLocalSessionState=true"
                + "&readOnlyPropagatesToServer=false";
    }
}
