// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline;

import static io.tidemark.pipeline.Stream.ACCOUNTS;
import static io.tidemark.pipeline.Stream.ORDERS;
import static io.tidemark.pipeline.Stream.at;
import static io.tidemark.pipeline.Stream.keyOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.core.checkpoint.Checkpoint;
import io.tidemark.core.location.Location;
import io.tidemark.core.schema.DdlEffect;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.schema.TableInfo;
import io.tidemark.core.store.CheckpointChange;
import io.tidemark.core.store.CheckpointRefusedException;
import io.tidemark.core.store.CheckpointStore;
import io.tidemark.core.store.CheckpointStoreException;
import io.tidemark.core.store.InMemoryCheckpointStore;
import io.tidemark.core.store.LeaseLostException;
import io.tidemark.core.store.TablePoint;
import io.tidemark.pipeline.failure.PipelineFailedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The promises of a pipeline, on a real ring with real threads. */
class PipelineTest {
    private static final int WORKERS = 4;
    private static final int HELD = 2;
    private static final Duration LONG = Duration.ofSeconds(60);

    private final InMemoryCheckpointStore store = new InMemoryCheckpointStore();
    private final SlowWrite slowWrites = new SlowWrite(store);
    private final Downstream downstream = new Downstream();
    private Checkpoint checkpoint;
    private Pipeline<Downstream.Row> pipeline;

    @BeforeEach
    void load() {
        keepIn(store);
    }

    private void keepIn(final CheckpointStore somewhere) {
        checkpoint = new Checkpoint(somewhere);
        checkpoint.load();
    }

    @AfterEach
    void close() {
        for (int worker = 0; worker < WORKERS; worker++) {
            downstream.release(worker);
        }
        slowWrites.end();
        if (pipeline != null) {
            pipeline.close();
        }
    }

    private void start(final FlushMode mode, final Duration interval) {
        pipeline = Pipeline.start(
                PipelineConfig.builder()
                        .workers(WORKERS)
                        .batchSize(8)
                        .ringSize(256)
                        .flushMode(mode)
                        .flushInterval(interval)
                        .build(),
                checkpoint,
                downstream);
    }

    /** A transaction of one row, which ends at its own number. */
    private void transaction(final long number, final int worker) {
        final long key = keyOf(worker, WORKERS, 0);
        pipeline.row(worker == 0 ? ACCOUNTS : ORDERS, at(number), new Downstream.Row(key, number), key);
        pipeline.transactionEnd(at(number));
    }

    @Test
    void pointsDoNotPassTheFirstUnappliedRowHoweverFarOthersAre() throws Exception {
        start(FlushMode.ASYNC, Duration.ofMillis(1));
        downstream.hold(HELD);
        for (long number = 1; number <= 100; number++) {
            // rows 10, 20, ... are the held worker's
            transaction(number, number % 10 == 0 ? HELD : number % 2 == 0 ? 0 : 1);
        }

        await().until(() -> downstream.appliedCount() == 90);
        await().until(() -> checkpoint.flushedGlobalPoint().equals(at(9)));
        assertThat(checkpoint.globalPoint()).isEqualTo(at(9));
        assertThat(checkpoint.tablePoint(ACCOUNTS)).contains(at(8));
        assertThat(checkpoint.tablePoint(ORDERS)).contains(at(9));
        assertThat(store.load().global().orElseThrow().location()).isEqualTo(at(9));
        assertThat(store.load().tables())
                .allSatisfy(point -> assertThat(point.location()).isLessThanOrEqualTo(at(9)));

        downstream.release(HELD);
        await().until(() -> checkpoint.flushedGlobalPoint().equals(at(100)));
        assertThat(checkpoint.tablePoint(ACCOUNTS)).contains(at(98));
        assertThat(checkpoint.tablePoint(ORDERS)).contains(at(100));
        pipeline.stop(LONG);
        assertThat(store.load().global().orElseThrow().location()).isEqualTo(at(100));
    }

    @Test
    void globalPointStaysAtTheTransactionThatHoldsAnUnappliedRow() {
        start(FlushMode.ASYNC, Duration.ofMillis(1));
        downstream.hold(HELD);
        transaction(1, 0);
        final long free = keyOf(0, WORKERS, 1);
        final long stuck = keyOf(HELD, WORKERS, 1);
        pipeline.row(ACCOUNTS, at(2), new Downstream.Row(free, 2), free);
        pipeline.row(ACCOUNTS, at(2), new Downstream.Row(stuck, 3), stuck);
        pipeline.transactionEnd(at(4));

        await().until(() -> downstream.isApplied(2));
        await().until(() -> checkpoint.flushedGlobalPoint().equals(at(1)));
        assertThat(checkpoint.tablePoint(ACCOUNTS)).contains(at(1));
    }

    @Test
    void rowsGoOnWhileAnAsyncCheckpointIsWritten() {
        keepIn(slowWrites);
        start(FlushMode.ASYNC, Duration.ofMillis(1));
        transaction(1, 0);
        slowWrites.awaitBegin();
        for (long number = 2; number <= 2_000; number++) {
            transaction(number, (int) (number % WORKERS));
        }
        await().until(() -> checkpoint.globalPoint().equals(at(2_000)));
        assertThat(checkpoint.flushedGlobalPoint()).isEqualTo(Location.ZERO);

        slowWrites.end();
        await().until(() -> checkpoint.flushedGlobalPoint().equals(at(2_000)));
    }

    @Test
    void nothingIsDispatchedWhileASyncCheckpointIsWritten() throws Exception {
        keepIn(slowWrites);
        start(FlushMode.SYNC, Duration.ofMillis(1));
        slowWrites.awaitBegin();
        final CompletableFuture<Void> next = CompletableFuture.runAsync(() -> transaction(1, 1));
        await().until(() -> pipeline.status().sourceStalls() > 0);
        assertThat(next).isNotDone();
        assertThat(pipeline.status().dispatched()).isEqualTo(-1);

        slowWrites.end();
        next.get();
        await().until(() -> checkpoint.flushedGlobalPoint().equals(at(1)));
    }

    @Test
    void failureOfAnExecutorStopsEverythingAndNamesTheLocation() {
        start(FlushMode.ASYNC, Duration.ofMillis(1));
        downstream.failAt(50);
        assertThatThrownBy(() -> {
                    for (long number = 1; number <= 1_000_000; number++) {
                        transaction(number, 0);
                    }
                })
                .isInstanceOfSatisfying(PipelineFailedException.class, failure -> {
                    assertThat(failure.location().orElseThrow()).isBetween(at(43), at(50));
                    assertThat(failure)
                            .hasMessageContaining("row 50 is poisoned")
                            .hasMessageContaining("`shop`.`accounts`");
                })
                .hasMessageContaining("worker 0");
        assertThatThrownBy(() -> pipeline.drain(LONG)).isInstanceOf(PipelineFailedException.class);
        assertThatThrownBy(() -> pipeline.flush().get())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(PipelineFailedException.class);
        assertThat(checkpoint.globalPoint()).isLessThan(at(50));
    }

    @Test
    void failedFlushIsTriedAgainAndLosesNothing() {
        store.failNextWrites(2, new CheckpointStoreException("the disk is full", null));
        start(FlushMode.NONE, Duration.ofSeconds(1));
        transaction(1, 0);
        transaction(2, 1);
        pipeline.flush().join();
        assertThat(pipeline.status().flushFailures()).isEqualTo(2);
        assertThat(store.load().global().orElseThrow().location()).isEqualTo(at(2));
        assertThat(store.load().tables()).hasSize(2);
    }

    @Test
    void lostLeaseStopsEverything() {
        store.failNextWrites(1, new LeaseLostException("another process has taken over"));
        start(FlushMode.NONE, Duration.ofSeconds(1));
        transaction(1, 0);
        assertThatThrownBy(() -> pipeline.flush().join())
                .hasCauseInstanceOf(PipelineFailedException.class)
                .hasMessageContaining("another process has taken over");
        assertThatThrownBy(() -> transaction(2, 0)).isInstanceOf(PipelineFailedException.class);
    }

    @Test
    void refusedCheckpointStopsEverything() {
        store.failNextWrites(1, new CheckpointRefusedException("rows are gone"));
        start(FlushMode.NONE, Duration.ofSeconds(1));
        transaction(1, 0);
        assertThatThrownBy(() -> pipeline.flush().join())
                .hasCauseInstanceOf(PipelineFailedException.class)
                .hasMessageContaining("rows are gone");
        assertThat(store.load().global()).isEmpty();
    }

    @Test
    void safeModeExitIsChangedByTheCheckpointRoutineAndIsDurable() {
        keepIn(slowWrites);
        checkpoint.saveSafeModeExit(Optional.of(at(9)));
        start(FlushMode.ASYNC, Duration.ofMillis(1));
        slowWrites.awaitBegin();
        // a snapshot with the exit point in it is under way
        final CompletableFuture<Void> gone = pipeline.safeModeExit(Optional.empty());
        assertThat(gone).isNotDone();
        slowWrites.end();
        gone.join();
        assertThat(checkpoint.safeModeExit()).isEmpty();
        assertThat(store.load().global().orElseThrow().safeModeExit()).isEmpty();
    }

    @Test
    void safeModeExitIsTakenAwayOnlyOnceEverythingHandedInBeforeIsApplied() {
        checkpoint.saveSafeModeExit(Optional.of(at(1)));
        start(FlushMode.ASYNC, Duration.ofMillis(1));
        downstream.hold(HELD);
        transaction(1, HELD);
        final CompletableFuture<Void> gone = pipeline.safeModeExit(Optional.empty());
        // asked for later, but done at once; if the exit point had gone before, this one would stay in the end
        final CompletableFuture<Void> further = pipeline.safeModeExit(Optional.of(at(2)));
        await().until(() -> checkpoint.safeModeExit().equals(Optional.of(at(2))));
        assertThat(gone).isNotDone();
        downstream.release(HELD);
        CompletableFuture.allOf(gone, further).join();
        assertThat(checkpoint.flushedGlobalPoint()).isEqualTo(at(1));
        assertThat(store.load().global().orElseThrow().safeModeExit()).isEmpty();
    }

    @Test
    void flushCompletesOnlyOnceEverythingBeforeItIsDurable() {
        start(FlushMode.NONE, Duration.ofSeconds(1));
        downstream.hold(HELD);
        transaction(1, HELD);
        final CompletableFuture<Void> flushed = pipeline.flush();
        transaction(2, 0);
        await().until(() -> downstream.isApplied(2));
        assertThat(flushed).isNotDone();
        downstream.release(HELD);
        flushed.join();
        assertThat(checkpoint.flushedGlobalPoint()).isGreaterThanOrEqualTo(at(1));
    }

    @Test
    void ddlMovesThePointsOfItsTables() throws Exception {
        start(FlushMode.NONE, Duration.ofSeconds(1));
        transaction(1, 0);
        pipeline.drain(LONG);
        pipeline.ddl(DdlEffect.changed(List.of(ORDERS)), at(2));
        pipeline.flush().join();
        assertThat(checkpoint.flushedTablePoint(ORDERS)).contains(at(2));
        assertThat(checkpoint.flushedTablePoint(ACCOUNTS)).contains(at(1));
        assertThat(checkpoint.flushedGlobalPoint()).isEqualTo(at(2));
    }

    @Test
    void noPointOfADroppedOrRenamedTableIsLeft() throws Exception {
        final TableId renamed = TableId.of("shop", "bookings");
        start(FlushMode.NONE, Duration.ofSeconds(1));
        transaction(1, 0);
        transaction(2, 1);
        pipeline.flush().join();
        pipeline.ddl(new DdlEffect(Map.of(renamed, TableInfo.NONE), List.of(ORDERS), List.of()), at(3));
        pipeline.flush().join();
        assertThat(store.load().tables())
                .containsExactlyInAnyOrder(new TablePoint(ACCOUNTS, at(1)), new TablePoint(renamed, at(3)));

        pipeline.ddl(new DdlEffect(Map.of(), List.of(), List.of("shop")), at(4));
        pipeline.flush().join();
        assertThat(store.load().tables()).isEmpty();
        assertThat(store.load().global().orElseThrow().location()).isEqualTo(at(4));
    }

    @Test
    void tablePointsAheadOfTheGlobalOneAfterACrashBetweenTwoWritesAreKept() throws Exception {
        store.write(new CheckpointChange(List.of(new TablePoint(ORDERS, at(50))), Optional.empty()));
        keepIn(store);
        start(FlushMode.NONE, Duration.ofSeconds(1));
        for (long number = 1; number <= 60; number++) {
            transaction(number, (int) (number % WORKERS));
            if (number == 40) {
                pipeline.flush().join();
                assertThat(checkpoint.flushedTablePoint(ORDERS)).contains(at(50));
                assertThat(checkpoint.flushedGlobalPoint()).isEqualTo(at(40));
            }
        }
        pipeline.stop(LONG);
        assertThat(checkpoint.flushedTablePoint(ORDERS)).contains(at(59));
    }

    @Test
    void drainAndStopAreBounded() {
        start(FlushMode.ASYNC, Duration.ofMillis(1));
        downstream.hold(HELD);
        transaction(1, HELD);
        assertThatThrownBy(() -> pipeline.drain(Duration.ofMillis(10)))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("still not applied");
    }

    @Test
    void closedPipelineRefusesRowsAndFlushes() {
        start(FlushMode.ASYNC, Duration.ofMillis(1));
        pipeline.close();
        pipeline.close();
        assertThatThrownBy(() -> transaction(1, 0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> pipeline.flush().join()).isInstanceOf(CompletionException.class);
    }

    @Test
    void threadThatEndsBecauseOfAnInterruptFailsThePipeline() {
        pipeline = Pipeline.start(
                PipelineConfig.builder().workers(1).flushMode(FlushMode.NONE).build(),
                checkpoint,
                worker -> batch -> Thread.currentThread().interrupt());
        transaction(1, 0);
        assertThatThrownBy(() -> {
                    transaction(2, 0);
                    pipeline.flush().get();
                    for (long number = 3; number < 1_000_000; number++) {
                        transaction(number, 0);
                    }
                })
                .satisfies(failure ->
                        assertThat(failure.getCause() + failure.toString()).contains("its thread was interrupted"));
    }

    @Test
    void refusesARowWithoutAKey() {
        start(FlushMode.NONE, Duration.ofSeconds(1));
        assertThatThrownBy(() -> pipeline.row(ORDERS, at(1), new Downstream.Row(1, 1), new long[2], 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("identity key");
    }
}
