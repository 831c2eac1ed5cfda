// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.syncer.task.Delivery;
import io.tidemark.syncer.task.Task;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A quota of the storage engine: what a full disk is to it. */
class DiskFullIT {
    @Test
    void goesOnWhenThereIsRoomAgain() throws Exception {
        try (ServerPair pair = ServerPair.open(
                "--innodb-file-per-table=0", "--innodb-data-file-path=ibdata1:12M:autoextend:max:40M")) {
            pair.reset();
            final Task task = pair.task(pair.up().server(), pair.down().server(), Delivery.EXACTLY_ONCE);
            try (RunningReplication replication = pair.start(task)) {
                ServerPair.execute(pair.down(), "CREATE TABLE test.filler (a TEXT)");
                assertThatThrownBy(() -> fill(pair)).hasMessageContaining("is full");
                pair.writeLarge(100);
                await().atMost(Duration.ofMinutes(1)).until(() -> {
                    replication.requireRunning();
                    return replication.retries() > 3;
                });
                ServerPair.execute(pair.down(), "DROP TABLE test.filler");
                pair.finish(replication);
            }
            pair.assertCleanEnd();
        }
    }

    private static void fill(final ServerPair pair) throws SQLException {
        while (true) {
            ServerPair.execute(pair.down(), "USE test", "INSERT INTO filler SELECT REPEAT('f', 8000) FROM seq_1_to_50");
        }
    }
}
