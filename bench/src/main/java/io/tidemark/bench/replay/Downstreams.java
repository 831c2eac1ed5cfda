package io.tidemark.bench.replay;

import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.embedded.EmbeddedServerOptions;

/** The downstreams of a comparison: a new one for each replay, all alike. */
final class Downstreams {
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

    private Downstreams() {}

    /** A server with the recording's tables; the caller closes it. */
    static EmbeddedServer open(final Recording recording) {
        final EmbeddedServer server = EmbeddedServer.open(OPTIONS);
        try {
            recording.prepare(server);
            return server;
        } catch (final RuntimeException e) {
            server.close();
            throw e;
        }
    }
}
