// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.embedded;

import java.util.List;
import java.util.stream.Stream;

/**
 * How an embedded server is started. Immutable; sized for a demo, not for production.
 *
 * @param arguments what is given to {@code mariadbd}; the later of two arguments of one name wins.
 */
public record EmbeddedServerOptions(List<String> arguments) {
    private static final EmbeddedServerOptions DOWNSTREAM = new EmbeddedServerOptions(List.of(
            "--character-set-server=utf8mb4",
            // connector-j does not know the numbers of MariaDB's newer default collations
            "--collation-server=utf8mb4_general_ci",
            "--default-time-zone=+00:00",
            "--skip-name-resolve",
            "--skip-ssl",
            "--innodb-buffer-pool-size=64M",
            "--innodb-log-file-size=48M",
            "--innodb-flush-log-at-trx-commit=1"));

    /** Copies the arguments. */
    public EmbeddedServerOptions {
        arguments = List.copyOf(arguments);
    }

    /** @return a server without binlogs, durable at each commit. */
    public static EmbeddedServerOptions downstream() {
        return DOWNSTREAM;
    }

    /**
     * Makes the server a source for replication: row binlogs with full images and full metadata. Its commits reach the
     * operating system only, so they outlive the server's process but not the machine.
     *
     * @param serverId its number in replication, at least 1.
     * @return these options and those.
     */
    public EmbeddedServerOptions asUpstream(final int serverId) {
        return with(
                "--log-bin=mysql-bin",
                "--server-id=" + serverId,
                "--binlog-format=ROW",
                "--binlog-row-image=FULL",
                "--binlog-row-metadata=FULL",
                "--innodb-flush-log-at-trx-commit=2");
    }

    /**
     * Adds arguments.
     *
     * @param more as {@code mariadbd} takes them, for instance {@code --max-connections=20}.
     * @return these options and those.
     */
    public EmbeddedServerOptions with(final String... more) {
        return new EmbeddedServerOptions(
                Stream.concat(arguments.stream(), Stream.of(more)).toList());
    }
}
