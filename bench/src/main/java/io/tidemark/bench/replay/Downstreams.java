// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.embedded.EmbeddedServerOptions;

/**
 * The downstreams of a recording's replays: a new one for each, all alike. The tables and rows that are there before are made
 * once, and copied.
 */
final class Downstreams implements AutoCloseable {
    /** Durable at each commit, without binlog, able to be a replica; more memory than a workload has data. */
    static final EmbeddedServerOptions OPTIONS = EmbeddedServerOptions.downstream()
            .with(
                    "--innodb-buffer-pool-size=512M",
                    "--innodb-log-file-size=256M",
                    "--innodb-flush-log-at-trx-commit=1",
                    "--max-connections=400",
                    "--server-id=2",
                    "--skip-slave-start",
                    "--relay-log=relay");

    private final EmbeddedServer prepared;

    private Downstreams(final EmbeddedServer prepared) {
        this.prepared = prepared;
    }

    /** Makes what all downstreams begin with. */
    static Downstreams of(final Recording recording) {
        final EmbeddedServer server = EmbeddedServer.open(OPTIONS);
        try {
            recording.prepare(server);
            server.stop();
            return new Downstreams(server);
        } catch (final RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** A new server with the recording's tables; the caller closes it. */
    EmbeddedServer open() {
        return EmbeddedServer.copyOf(prepared);
    }

    @Override
    public void close() {
        prepared.close();
    }
}
