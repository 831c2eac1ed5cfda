// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;

/** A process that takes the lease of a source, says so, and holds it until it is killed. */
final class LeaseHolder {
    private LeaseHolder() {}

    /** Takes the URL of the server. */
    public static void main(final String[] args) throws IOException {
        try (HikariDataSource pool = CheckpointDataSources.pool(args[0], MariaDbServer.ADMIN, "", "holder", 1);
                JdbcCheckpointStore store = new JdbcCheckpointStore(
                        pool,
                        JdbcCheckpointStore.DEFAULT_META_SCHEMA,
                        "task",
                        JdbcStoreFixture.SOURCE,
                        JdbcStoreFixture.LEASE)) {
            store.init();
            store.write(JdbcStoreFixture.change(100));
            System.out.println("holds");
            final int next = System.in.read();
            System.out.println("ended by " + next);
        }
    }

    static Process start(final String url) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LeaseHolder.class.getName(),
                        url)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
