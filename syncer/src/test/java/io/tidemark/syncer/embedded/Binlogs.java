// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.embedded;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** What tests do to a server's binlogs. */
public final class Binlogs {
    private Binlogs() {}

    /**
     * Purges all binlogs before a file, and returns when they are gone: a file that the server has not finished with yet
     * stays, without an error.
     *
     * @param server the server.
     * @param file   the oldest file to keep.
     */
    public static void purgeTo(final EmbeddedServer server, final String file) {
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            try (Connection connection = server.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("PURGE BINARY LOGS TO '" + file + "'");
                return file.equals(oldest(statement));
            }
        });
    }

    private static String oldest(final Statement statement) throws SQLException {
        try (ResultSet files = statement.executeQuery("SHOW BINARY LOGS")) {
            files.next();
            return files.getString(1);
        }
    }
}
