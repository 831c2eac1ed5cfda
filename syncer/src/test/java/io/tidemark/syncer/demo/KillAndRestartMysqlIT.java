// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.pipeline.FlushMode;
import io.tidemark.syncer.mysql.RealMysql;
import io.tidemark.syncer.source.Upstream;
import io.tidemark.syncer.verify.ComparedTable;
import io.tidemark.syncer.verify.TableComparison;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A real process between two MySQL servers, killed with SIGKILL three times at random moments, ends with both equal. */
class KillAndRestartMysqlIT {
    private static final long ROWS = 8_000;
    private static final long ROWS_PER_SECOND = 500;
    private static final Duration LONG = Duration.ofMinutes(3);

    @Test
    void endsEqualAfterThreeKills() throws Exception {
        final long seed = Long.getLong("tidemark.kill.seed", System.nanoTime());
        final String replay = "replay with -Dtidemark.kill.seed=" + seed;
        final long[] moments =
                new Random(seed).longs(3, ROWS / 10, ROWS - ROWS / 10).sorted().toArray();
        final DemoOptions options = new DemoOptions(ROWS, 4, Duration.ofMillis(100), FlushMode.ASYNC, seed, false);
        try (RealMysql up = RealMysql.open("--gtid-mode=ON", "--enforce-gtid-consistency=ON");
                RealMysql down = RealMysql.open();
                Upstream binlog = Upstream.connect(up.server());
                DemoTask task = DemoTask.write(options, up.server(), down.server(), binlog.currentLocation())) {
            final Workload workload =
                    new Workload(up::connect, new WorkloadOptions("shop", ROWS, 4, seed, ROWS_PER_SECOND));
            final CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> run(workload));
            for (final long moment : moments) {
                try (ReplicationProcess process = task.start()) {
                    await(replay).atMost(LONG).until(() -> workload.rowsWritten() >= moment || writing.isDone());
                    process.requireRunning();
                    process.kill();
                }
            }
            writing.join();
            final String end = binlog.currentLocation().position().toString();
            try (ReplicationProcess last = task.start("--until", end)) {
                assertThat(last.await(LONG.toSeconds())).as(replay).isZero();
            }
            final List<ComparedTable> tables = new TableComparison(up::connect, down::connect).compare(List.of("shop"));
            assertThat(tables).as(replay).hasSize(6).allMatch(ComparedTable::equal);
        }
    }

    private static void run(final Workload workload) {
        try {
            workload.run();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
