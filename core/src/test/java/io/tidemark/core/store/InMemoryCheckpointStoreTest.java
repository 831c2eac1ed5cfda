// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InMemoryCheckpointStoreTest extends CheckpointStoreContract {
    private static final CheckpointChange CHANGE = new CheckpointChange(
            List.of(new TablePoint(TableId.of("s", "t"), Location.ZERO)), Optional.of(GlobalPoint.ZERO));

    private final Map<List<String>, InMemoryCheckpointStore> stores = new HashMap<>();

    @Override
    protected CheckpointStore open(final String task, final String sourceId) {
        return stores.computeIfAbsent(List.of(task, sourceId), names -> new InMemoryCheckpointStore());
    }

    /** Whatever the table: it fails before it takes anything. */
    @Override
    protected Optional<Runnable> failWritesOf(final TableId table) {
        stores.values().forEach(store -> store.failNextWrites(1, new CheckpointStoreException("disk full", null)));
        return Optional.of(() -> {});
    }

    @Test
    void failsAsOftenAsToldAndTakesNothingMeanwhile() {
        final InMemoryCheckpointStore store = new InMemoryCheckpointStore();
        final CheckpointStoreException failure = new CheckpointStoreException("disk full", null);
        store.failNextWrites(2, failure);
        assertThatThrownBy(() -> store.write(CHANGE)).isSameAs(failure);
        assertThatThrownBy(() -> store.write(CHANGE)).isSameAs(failure);
        assertThat(store.load()).isEqualTo(StoredCheckpoint.EMPTY);
        store.write(CHANGE);
        assertThat(store.load().global()).contains(GlobalPoint.ZERO);
        assertThat(store.writes()).isEqualTo(1);
        assertThat(store.failedWrites()).isEqualTo(2);
    }

    @Test
    void writesInFullAndKeepsTheInterruptWhenInterrupted() {
        final InMemoryCheckpointStore store = new InMemoryCheckpointStore();
        store.writeLatency(1_000_000);
        Thread.currentThread().interrupt();
        store.write(CHANGE);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(store.writes()).isEqualTo(1);
    }

    @Test
    void refusesANegativeLatency() {
        assertThatThrownBy(() -> new InMemoryCheckpointStore().writeLatency(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1 ns");
    }
}
