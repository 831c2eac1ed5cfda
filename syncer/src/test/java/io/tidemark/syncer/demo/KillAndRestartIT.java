// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.core.location.Location;
import io.tidemark.pipeline.FlushMode;
import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.embedded.EmbeddedServerOptions;
import io.tidemark.syncer.source.Upstream;
import io.tidemark.syncer.verify.ComparedTable;
import io.tidemark.syncer.verify.TableComparison;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real process, killed with SIGKILL three times at random moments, ends with both sides equal. */
class KillAndRestartIT {
    private static final long ROWS = 12_000;
    private static final long ROWS_PER_SECOND = 600;
    private static final Duration LONG = Duration.ofMinutes(3);

    @ParameterizedTest
    @EnumSource(names = {"ASYNC", "SYNC"})
    void endsEqualAfterThreeKills(final FlushMode mode) throws Exception {
        final long seed = Long.getLong("tidemark.kill.seed", System.nanoTime());
        // moments are told by rows written upstream, so that some of them hit a process that has just started
        final long[] moments =
                new Random(seed).longs(3, ROWS / 10, ROWS - ROWS / 10).sorted().toArray();
        final String replay = "replay with -Dtidemark.kill.seed=" + seed + ": killed at rows "
                + LongStream.of(moments).boxed().toList();
        final DemoOptions options = new DemoOptions(ROWS, 4, Duration.ofMillis(100), mode, seed, false);
        try (EmbeddedServer up =
                        EmbeddedServer.open(EmbeddedServerOptions.downstream().asUpstream(1));
                EmbeddedServer down = EmbeddedServer.open(EmbeddedServerOptions.downstream());
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
            final Location end = binlog.currentLocation();
            try (ReplicationProcess last = task.start("--until", end.position().toString())) {
                assertThat(last.await(LONG.toSeconds())).as(replay).isZero();
            }
            final List<ComparedTable> tables = new TableComparison(up::connect, down::connect).compare(List.of("shop"));
            assertThat(tables).as(replay).hasSize(6).allMatch(ComparedTable::equal);
            assertThat(CheckpointListing.of(down.connect(), DemoTask.NAME))
                    .as(replay)
                    .contains(Long.toString(end.position().offset()));
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
