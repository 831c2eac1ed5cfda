// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline;

import static io.tidemark.pipeline.Stream.ORDERS;
import static io.tidemark.pipeline.Stream.at;
import static io.tidemark.pipeline.Stream.keyOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.core.checkpoint.Checkpoint;
import io.tidemark.core.schema.DdlEffect;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.schema.TableInfo;
import io.tidemark.core.store.CheckpointStoreException;
import io.tidemark.core.store.InMemoryCheckpointStore;
import io.tidemark.core.store.TablePoint;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Known weaknesses of an earlier checkpoint, by their numbers in the specification's list "not to inherit". */
class NotInheritedTest {
    private static final int WORKERS = 2;
    private static final Duration NEVER = Duration.ofDays(1);

    private final InMemoryCheckpointStore store = new InMemoryCheckpointStore();
    private final SlowWrite slowWrites = new SlowWrite(store);
    private final Downstream downstream = new Downstream();
    private Pipeline<Downstream.Row> pipeline;

    @BeforeEach
    void start() {
        start(new Checkpoint(store));
    }

    private void start(final Checkpoint checkpoint) {
        checkpoint.load();
        pipeline = Pipeline.start(
                PipelineConfig.builder().workers(WORKERS).flushInterval(NEVER).build(), checkpoint, downstream);
    }

    @AfterEach
    void close() {
        downstream.release(0);
        slowWrites.end();
        pipeline.close();
    }

    private void transaction(final long number) {
        final long key = keyOf(0, WORKERS, 0);
        pipeline.row(ORDERS, at(number), new Downstream.Row(key, number), key);
        pipeline.transactionEnd(at(number));
    }

    @Test
    void item5FlushThatFailsIsTriedAgainWithoutWaitingForTheNextInterval() {
        store.failNextWrites(2, new CheckpointStoreException("no", null));
        transaction(1);
        // the interval is a day: only the retry can make it durable
        pipeline.flush().orTimeout(1, TimeUnit.MINUTES).join();
        assertThat(store.load().global().orElseThrow().location()).isEqualTo(at(1));
        assertThat(pipeline.status().flushFailures()).isEqualTo(2);
    }

    @Test
    void item12RenamedTableLeavesNoPointBehind() {
        final TableId renamed = TableId.of("shop", "renamed");
        transaction(1);
        pipeline.flush().orTimeout(1, TimeUnit.MINUTES).join();
        pipeline.ddl(new DdlEffect(Map.of(renamed, TableInfo.NONE), List.of(ORDERS), List.of()), at(2));
        pipeline.flush().orTimeout(1, TimeUnit.MINUTES).join();
        assertThat(store.load().tables()).containsExactly(new TablePoint(renamed, at(2)));
    }

    @Test
    void item14DrainThatDoesNotEndIsBoundedAndShown() {
        downstream.hold(0);
        transaction(1);
        assertThatThrownBy(() -> pipeline.drain(Duration.ofMillis(20)))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("not applied");
        assertThat(pipeline.status().lowWatermark())
                .isLessThan(pipeline.status().dispatched());
    }

    @Test
    void item14FlushThatDoesNotEndIsBoundedAndShown() {
        pipeline.close();
        start(new Checkpoint(slowWrites));
        transaction(1);
        final var flush = pipeline.flush().orTimeout(20, TimeUnit.MILLISECONDS);
        assertThatThrownBy(flush::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(TimeoutException.class);
        await().until(() -> pipeline.status().appliedPoint().equals(at(1)));
        assertThat(pipeline.status().flushedPoint()).isNotEqualTo(at(1));
        // rows go on meanwhile
        transaction(2);
        await().until(() -> pipeline.status().appliedPoint().equals(at(2)));
    }
}
