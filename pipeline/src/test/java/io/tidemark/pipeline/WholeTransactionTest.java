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
import io.tidemark.core.schema.TableId;
import io.tidemark.core.store.InMemoryCheckpointStore;
import io.tidemark.pipeline.failure.PipelineFailedException;
import io.tidemark.pipeline.worker.Batch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The promises of whole transactions, on a real ring with real threads. A payload is a change's name. */
class WholeTransactionTest {
    private static final int WORKERS = 4;
    private static final int BATCH = 8;
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Checkpoint checkpoint = new Checkpoint(new InMemoryCheckpointStore());
    private final List<List<String>> batches = new CopyOnWriteArrayList<>();
    private final Set<Integer> held = ConcurrentHashMap.newKeySet();
    private final Set<Integer> inside = ConcurrentHashMap.newKeySet();
    private volatile String poison = "";
    private Pipeline<String> pipeline;

    private void start() {
        checkpoint.load();
        final PipelineConfig config = PipelineConfig.builder()
                .workers(WORKERS)
                .batchSize(BATCH)
                .flushMode(FlushMode.NONE)
                .build();
        pipeline = Pipeline.start(config, checkpoint, worker -> batch -> apply(worker, batch));
    }

    private void apply(final int worker, final Batch<String> batch) {
        inside.add(worker);
        while (held.contains(worker)) {
            LockSupport.parkNanos(100_000);
        }
        final List<String> names = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            if (batch.payload(i).equals(poison)) {
                throw new IllegalStateException(poison + " is poisoned");
            }
            names.add(worker + ":" + batch.payload(i) + (batch.isTransaction(i) ? "/" + batch.rows(i) : ""));
        }
        batches.add(names);
    }

    @AfterEach
    void close() {
        held.clear();
        if (pipeline != null) {
            pipeline.close();
        }
    }

    /** A transaction whose name is its end. */
    private void whole(final int end, final int worker, final int rows, final long... keys) {
        whole(end, worker, rows, List.of(ORDERS), keys);
    }

    private void whole(
            final int end, final int worker, final int rows, final List<TableId> tables, final long... keys) {
        pipeline.transaction(
                tables, at(end), "t" + end, keyOf(worker, WORKERS, 0), keys, keys.length, rows, 10L * rows);
    }

    private void rowByRow(final int end, final int worker) {
        pipeline.row(ACCOUNTS, at(end), "r" + end, keyOf(worker, WORKERS, 0));
        pipeline.transactionEnd(at(end));
    }

    private boolean isApplied(final String name) {
        return batches.stream().anyMatch(batch -> batch.contains(name));
    }

    @Test
    void movesThePointsOfItsTablesAndTheGlobalOneAtItsEnd() throws Exception {
        start();
        whole(5, 1, 2, List.of(ORDERS, ACCOUNTS), 1, 2);
        whole(9, 2, 1, List.of(ORDERS), 3);
        pipeline.stop(LONG);
        assertThat(checkpoint.flushedGlobalPoint()).isEqualTo(at(9));
        assertThat(checkpoint.flushedTablePoint(ACCOUNTS)).contains(at(5));
        assertThat(checkpoint.flushedTablePoint(ORDERS)).contains(at(9));
        assertThat(batches).containsExactlyInAnyOrder(List.of("1:t5/2"), List.of("2:t9/1"));
    }

    @Test
    void noPointPassesOneThatIsNotApplied() {
        start();
        held.add(1);
        whole(1, 0, 1);
        whole(2, 1, 3);
        whole(3, 2, 1);
        await().until(() -> isApplied("2:t3/1"));
        await().until(() -> checkpoint.globalPoint().equals(at(1)));
        assertThat(checkpoint.tablePoint(ORDERS)).contains(at(1));
        held.clear();
        await().until(() -> checkpoint.globalPoint().equals(at(3)));
    }

    @Test
    void batchHoldsWholeTransactionsUpToItsSizeAndAGreaterOneAlone() throws Exception {
        start();
        held.add(0);
        whole(1, 0, 1);
        await().until(() -> inside.contains(0));
        whole(2, 0, 3);
        whole(3, 0, 5);
        whole(4, 0, 2);
        whole(5, 0, 1_000);
        whole(6, 0, 7);
        whole(7, 0, 2);
        // the last one that is routed
        whole(8, 1, 1);
        await().until(() -> isApplied("1:t8/1"));
        held.clear();
        pipeline.drain(LONG);
        final List<List<String>> ofWorker =
                batches.stream().filter(batch -> batch.get(0).startsWith("0:")).toList();
        assertThat(ofWorker)
                .containsExactly(
                        List.of("0:t1/1"),
                        List.of("0:t2/3", "0:t3/5"),
                        List.of("0:t4/2"),
                        List.of("0:t5/1000"),
                        List.of("0:t6/7"),
                        List.of("0:t7/2"));
        assertThat(pipeline.status().rowsApplied()).isEqualTo(1 + 3 + 5 + 2 + 1_000 + 7 + 2 + 1);
    }

    @Test
    void waitsForEveryWorkerThatHoldsAConflictingChangeAndForNobodyElse() {
        start();
        held.addAll(List.of(1, 2, 3));
        whole(1, 1, 1, 11, 12);
        whole(2, 2, 1, 21);
        whole(3, 3, 1, 31);
        whole(4, 0, 3, 5, 21, 11, 12);
        whole(5, 0, 1, 6);
        await().until(() -> pipeline.status().conflicts() == 1);
        held.remove(2);
        await().until(() -> isApplied("2:t2/1"));
        await().until(() -> waitsFor(0, 1));
        assertThat(isApplied("0:t4/3")).isFalse();
        held.remove(1);
        await().until(() -> isApplied("0:t4/3"));
        assertThat(isApplied("3:t3/1")).isFalse();
    }

    @Test
    void rowsWaitForATransactionThatSharesAKey() {
        start();
        final long key = keyOf(2, WORKERS, 0);
        held.add(1);
        whole(1, 1, 2, 99, key);
        rowByRow(2, 2);
        await().until(() -> waitsFor(2, 1));
        assertThat(isApplied("2:r2")).isFalse();
        held.clear();
        await().until(() -> isApplied("2:r2"));
        assertThat(batches).containsExactly(List.of("1:t1/2"), List.of("2:r2"));
    }

    @Test
    void takesTurnsWithTransactionsHandedInRowByRow() throws Exception {
        start();
        for (int end = 1; end <= 1_000; end += 2) {
            whole(end, end % WORKERS, 1 + end % 20, end % 7);
            rowByRow(end + 1, (end + 1) % WORKERS);
        }
        pipeline.stop(LONG);
        assertThat(checkpoint.flushedGlobalPoint()).isEqualTo(at(1_000));
        assertThat(checkpoint.flushedTablePoint(ORDERS)).contains(at(999));
        assertThat(checkpoint.flushedTablePoint(ACCOUNTS)).contains(at(1_000));
        assertThat(batches.stream().mapToInt(List::size).sum()).isEqualTo(1_000);
    }

    @Test
    void slotIsFitForRowsAgainAfterATransactionOfManyKeys() throws Exception {
        start();
        final int rows = 10_000;
        whole(1, 0, rows, LongStream.range(0, 3L * rows).toArray());
        for (int end = 2; end <= 40_000; end++) {
            rowByRow(end, end % WORKERS);
        }
        pipeline.stop(LONG);
        assertThat(pipeline.status().rowsApplied()).isEqualTo(rows + 39_999);
        assertThat(pipeline.status().bytesInFlight()).isZero();
    }

    @Test
    void failureNamesItsEnd() {
        start();
        poison = "t7";
        whole(7, 0, 20);
        assertThatThrownBy(() -> pipeline.drain(LONG))
                .isInstanceOfSatisfying(PipelineFailedException.class, failure -> assertThat(failure.location())
                        .contains(at(7)))
                .hasMessageContaining("20 rows")
                .hasMessageContaining("`shop`.`orders`");
        assertThat(checkpoint.globalPoint()).isEqualTo(Location.ZERO);
    }

    @Test
    void refusesATransactionInsideAnother() throws Exception {
        start();
        pipeline.row(ACCOUNTS, at(1), "r1", 1);
        assertThatThrownBy(() -> whole(2, 0, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("transactionEnd");
        pipeline.transactionEnd(at(1));
        whole(2, 0, 1);
        pipeline.stop(LONG);
        assertThat(checkpoint.flushedGlobalPoint()).isEqualTo(at(2));
    }

    @Test
    void refusesATransactionWithoutRowsOrTables() {
        start();
        assertThatThrownBy(() -> whole(1, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 rows");
        assertThatThrownBy(() -> whole(1, 0, 1, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 tables");
        assertThatThrownBy(() -> pipeline.transaction(List.of(ORDERS), at(1), "t1", 0, new long[1], 2, 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 causality keys");
        assertThat(pipeline.status().dispatched()).isEqualTo(-1);
    }

    private boolean waitsFor(final int worker, final int other) {
        return pipeline.status()
                .workers()
                .get(worker)
                .waiting()
                .filter(wait -> wait.worker() == other)
                .isPresent();
    }
}
