// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.store.CheckpointStoreException;
import io.tidemark.core.store.InMemoryCheckpointStore;
import io.tidemark.core.store.TablePoint;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CheckpointUpkeepTest {
    private static final TableId A = TableId.of("shop", "a");
    private static final TableId B = TableId.of("shop", "b");
    private static final TableId C = TableId.of("other", "c");

    private final InMemoryCheckpointStore store = new InMemoryCheckpointStore();
    private final Checkpoint checkpoint = new Checkpoint(store);
    private final CheckpointUpkeep upkeep = new CheckpointUpkeep(checkpoint, CheckpointUpkeep.DEFAULT_LIMIT);

    @BeforeEach
    void begin() {
        checkpoint.load();
        checkpoint.saveTablePoint(A, at(10));
        checkpoint.saveTablePoint(B, at(10));
        checkpoint.saveTablePoint(C, at(10));
        checkpoint.saveGlobalPoint(at(10));
        checkpoint.flush();
    }

    private static Location at(final long offset) {
        return Location.at(new BinlogPosition("mysql-bin.000001", offset));
    }

    @Test
    void deletesATableInTheStoreAtOnce() {
        upkeep.deleteTable(A);
        assertThat(checkpoint.tablePoint(A)).isEmpty();
        assertThat(store.load().tables())
                .containsExactlyInAnyOrder(new TablePoint(B, at(10)), new TablePoint(C, at(10)));
        assertThat(checkpoint.flush()).isFalse();
    }

    @Test
    void deletesASchemaOrAllTablesAndKeepsTheGlobalPoint() {
        upkeep.deleteSchema("shop");
        assertThat(store.load().tables()).containsExactly(new TablePoint(C, at(10)));
        upkeep.deleteAllTables();
        assertThat(store.load().tables()).isEmpty();
        assertThat(store.load().global().orElseThrow().location()).isEqualTo(at(10));
        assertThat(checkpoint.globalPoint()).isEqualTo(at(10));
    }

    @Test
    void deletesInMemoryOnlyWhatTheStoreHasDeleted() {
        store.failNextWrites(1, new CheckpointStoreException("no", null));
        assertThatThrownBy(() -> upkeep.deleteTable(A))
                .isInstanceOf(CheckpointStoreException.class)
                .hasMessage("no");
        assertThat(checkpoint.tablePoint(A)).contains(at(10));
    }

    @Test
    void deletedTableThatIsChangedAgainHasItsNewPoint() {
        checkpoint.saveTablePoint(A, at(20));
        upkeep.deleteTable(A);
        checkpoint.saveTablePoint(A, at(30));
        checkpoint.flush();
        assertThat(store.load().tables()).contains(new TablePoint(A, at(30)));
    }

    @Test
    void runsToItsEndAlthoughTheCallerIsInterrupted() {
        Thread.currentThread().interrupt();
        upkeep.clear();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(new Checkpoint(store).load()).isFalse();
        assertThat(checkpoint.globalPoint()).isEqualTo(Location.ZERO);
        assertThat(checkpoint.tablePoint(A)).isEmpty();
    }

    @Test
    void endsWithAClearErrorWhenItsTimeIsOver() {
        store.writeLatency(Duration.ofSeconds(10).toNanos());
        final CheckpointUpkeep impatient = new CheckpointUpkeep(checkpoint, Duration.ofMillis(20));
        assertThatThrownBy(() -> impatient.deleteTable(A))
                .isInstanceOf(CheckpointStoreException.class)
                .hasMessageContaining("delete table points")
                .hasMessageContaining("PT0.02S");
        assertThat(checkpoint.tablePoint(A)).contains(at(10));
    }

    @Test
    void loadMetaBeginsWhereTheConfigurationSaysOnAFirstStartOnly() {
        assertThatThrownBy(() -> checkpoint.loadMeta(at(500), Optional.empty()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("mysql-bin.000001:10")
                .hasMessageContaining("mysql-bin.000001:500");
        upkeep.clear();
        checkpoint.loadMeta(at(500), Optional.of(at(600)));
        assertThat(checkpoint.globalPoint()).isEqualTo(at(500));
        assertThat(checkpoint.safeModeExit()).contains(at(600));
        checkpoint.flush();
        assertThat(store.load().global().orElseThrow().safeModeExit()).contains(at(600));
    }

    @Test
    void statusTextShowsBothSidesOfEveryPoint() {
        checkpoint.saveTablePoint(B, at(20));
        checkpoint.saveGlobalPoint(at(20));
        checkpoint.saveSafeModeExit(Optional.of(at(30)));
        assertThat(checkpoint.statusText()).isEqualTo("""
                        global point: mysql-bin.000001:20, flushed up to mysql-bin.000001:10
                        safe-mode exit point: mysql-bin.000001:30
                        table `other`.`c`: mysql-bin.000001:10, flushed
                        table `shop`.`a`: mysql-bin.000001:10, flushed
                        table `shop`.`b`: mysql-bin.000001:20, flushed up to mysql-bin.000001:10
                        """);
    }

    @Test
    void flushIsOutdatedWhenNeitherAFlushNorASnapshotIsYoung() {
        final long[] nowNs = {0};
        final Checkpoint timed = new Checkpoint(store, () -> nowNs[0]);
        timed.load();
        final Duration interval = Duration.ofNanos(100);
        nowNs[0] = 99;
        assertThat(timed.isFlushOutdated(interval)).isFalse();
        nowNs[0] = 100;
        assertThat(timed.isFlushOutdated(interval)).isTrue();
        timed.saveGlobalPoint(at(20));
        final Snapshot snapshot = timed.snapshot().orElseThrow();
        nowNs[0] = 199;
        assertThat(timed.isFlushOutdated(interval)).isFalse();
        nowNs[0] = 200;
        assertThat(timed.isFlushOutdated(interval)).isTrue();
        timed.flushed(snapshot);
        assertThat(timed.isFlushOutdated(interval)).isFalse();
    }
}
