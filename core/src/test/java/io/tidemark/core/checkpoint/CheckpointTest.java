// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.GtidSet;
import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.store.CheckpointStoreException;
import io.tidemark.core.store.GlobalPoint;
import io.tidemark.core.store.InMemoryCheckpointStore;
import io.tidemark.core.store.TablePoint;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CheckpointTest {
    private static final TableId A = TableId.of("shop", "a");
    private static final TableId B = TableId.of("shop", "b");

    private final InMemoryCheckpointStore store = new InMemoryCheckpointStore();
    private final Checkpoint checkpoint = new Checkpoint(store);
    private final CheckpointUpkeep upkeep = new CheckpointUpkeep(checkpoint, CheckpointUpkeep.DEFAULT_LIMIT);

    @BeforeEach
    void load() {
        checkpoint.load();
    }

    private static Location at(final long offset) {
        return Location.at(new BinlogPosition("mysql-bin.000001", offset));
    }

    private Checkpoint restarted() {
        final Checkpoint other = new Checkpoint(store);
        other.load();
        return other;
    }

    @Test
    void startsAtZeroWithoutAGlobalRow() {
        assertThat(new Checkpoint(store).load()).isFalse();
        assertThat(checkpoint.globalPoint()).isEqualTo(Location.ZERO);
        assertThat(checkpoint.tablePoint(A)).isEmpty();
        assertThat(checkpoint.safeModeExit()).isEmpty();
    }

    @Test
    void refusesToWorkBeforeItIsLoaded() {
        assertThatThrownBy(() -> new Checkpoint(store).saveGlobalPoint(at(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("load()");
    }

    @Test
    void flushedSideMovesOnlyOnceTheSnapshotIsWritten() {
        checkpoint.saveTablePoint(A, at(10));
        checkpoint.saveGlobalPoint(at(10));
        final Snapshot snapshot = checkpoint.snapshot().orElseThrow();
        checkpoint.saveTablePoint(A, at(20));
        checkpoint.saveGlobalPoint(at(20));
        assertThat(checkpoint.flushedGlobalPoint()).isEqualTo(Location.ZERO);

        checkpoint.write(snapshot);
        assertThat(checkpoint.flushedGlobalPoint()).isEqualTo(Location.ZERO);
        checkpoint.flushed(snapshot);

        assertThat(checkpoint.flushedGlobalPoint()).isEqualTo(at(10));
        assertThat(checkpoint.flushedTablePoint(A)).contains(at(10));
        assertThat(checkpoint.globalPoint()).isEqualTo(at(20));
        assertThat(restarted().globalPoint()).isEqualTo(at(10));
        assertThat(checkpoint.flush()).isTrue();
        assertThat(restarted().tablePoint(A)).contains(at(20));
    }

    @Test
    void snapshotHoldsChangedTablesOnly() {
        checkpoint.saveTablePoint(A, at(10));
        checkpoint.saveTablePoint(B, at(10));
        checkpoint.flush();
        checkpoint.saveTablePoint(B, at(20));
        assertThat(checkpoint.snapshot().orElseThrow().change().tables()).containsExactly(new TablePoint(B, at(20)));
    }

    @Test
    void nothingChangedGivesNoSnapshot() {
        checkpoint.saveGlobalPoint(at(10));
        assertThat(checkpoint.flush()).isTrue();
        checkpoint.saveGlobalPoint(at(10));
        assertThat(checkpoint.snapshot()).isEmpty();
        assertThat(checkpoint.flush()).isFalse();
        assertThat(store.writes()).isEqualTo(1);
    }

    @Test
    void globalRowIsWrittenOnceEvenIfNothingHasMoved() {
        assertThat(checkpoint.flush()).isTrue();
        assertThat(new Checkpoint(store).load()).isTrue();
        assertThat(checkpoint.flush()).isFalse();
    }

    @Test
    void failedWriteKeepsTheChangesForTheNextFlush() {
        checkpoint.saveTablePoint(A, at(10));
        checkpoint.saveGlobalPoint(at(10));
        checkpoint.saveSafeModeExit(Optional.of(at(30)));
        store.failNextWrites(1, new CheckpointStoreException("no", null));
        assertThatThrownBy(checkpoint::flush).isInstanceOf(CheckpointStoreException.class);
        assertThat(checkpoint.flushedGlobalPoint()).isEqualTo(Location.ZERO);

        assertThat(checkpoint.flush()).isTrue();
        assertThat(restarted().tablePoint(A)).contains(at(10));
        assertThat(restarted().safeModeExit()).contains(at(30));
    }

    @Test
    void snapshotsAreFlushedInOrderAndUnknownOnesAreRefused() {
        checkpoint.saveGlobalPoint(at(10));
        final Snapshot first = checkpoint.snapshot().orElseThrow();
        checkpoint.saveGlobalPoint(at(20));
        final Snapshot second = checkpoint.snapshot().orElseThrow();
        assertThat(second.number()).isEqualTo(first.number() + 1);
        assertThatThrownBy(() -> checkpoint.flushed(second))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("in order");
        checkpoint.flushed(first);
        checkpoint.flushed(second);
        assertThatThrownBy(() -> checkpoint.flushed(second)).isInstanceOf(IllegalArgumentException.class);
        assertThat(checkpoint.flushedGlobalPoint()).isEqualTo(at(20));
    }

    @Test
    void pointsNeverGoBack() {
        checkpoint.saveTablePoint(A, at(20));
        assertThatThrownBy(() -> checkpoint.saveTablePoint(A, at(10)))
                .isInstanceOf(StalePointException.class)
                .hasMessageContaining("mysql-bin.000001:20")
                .hasMessageContaining("mysql-bin.000001:10");
        checkpoint.saveGlobalPoint(at(20));
        assertThatThrownBy(() -> checkpoint.saveGlobalPoint(at(19))).isInstanceOf(StalePointException.class);
        checkpoint.saveGlobalPoint(at(20));
        assertThat(checkpoint.globalPoint()).isEqualTo(at(20));
    }

    @Test
    void tablePointBelowTheGlobalPointIsRefusedAndNamesBoth() {
        checkpoint.saveGlobalPoint(at(20));
        assertThatThrownBy(() -> checkpoint.saveTablePoint(A, at(10)))
                .isInstanceOfSatisfying(StalePointException.class, refused -> {
                    assertThat(refused.saved()).isEqualTo(at(20));
                    assertThat(refused.refused()).isEqualTo(at(10));
                });
        assertThat(checkpoint.tablePoint(A)).isEmpty();
    }

    @Test
    void forcedGlobalPointMayGoBackAndIsWritten() {
        checkpoint.saveGlobalPoint(at(20));
        checkpoint.flush();
        checkpoint.saveGlobalPointForcibly(at(5));
        assertThat(checkpoint.flushedGlobalPoint()).isEqualTo(Location.ZERO);
        checkpoint.flush();
        assertThat(restarted().globalPoint()).isEqualTo(at(5));
    }

    @Test
    void safeModeExitOnlyGrowsOrGoes() {
        checkpoint.saveSafeModeExit(Optional.of(at(20)));
        assertThatThrownBy(() -> checkpoint.saveSafeModeExit(Optional.of(at(10))))
                .isInstanceOf(StalePointException.class);
        checkpoint.flush();
        assertThat(store.load().global()).contains(new GlobalPoint(Location.ZERO, Optional.of(at(20))));
        checkpoint.saveSafeModeExit(Optional.empty());
        checkpoint.flush();
        assertThat(restarted().safeModeExit()).isEmpty();
    }

    @Test
    void rollbackTakesSavedBackToFlushed() {
        checkpoint.saveTablePoint(A, at(10));
        checkpoint.saveGlobalPoint(at(10));
        checkpoint.flush();
        checkpoint.saveTablePoint(A, at(20));
        checkpoint.saveGlobalPoint(at(20));
        checkpoint.snapshot();
        checkpoint.rollback();
        assertThat(checkpoint.globalPoint()).isEqualTo(at(10));
        assertThat(checkpoint.tablePoint(A)).contains(at(10));
        checkpoint.flush();
        assertThat(restarted().globalPoint()).isEqualTo(at(10));
        assertThat(restarted().tablePoint(A)).contains(at(10));
    }

    @Test
    void forcedStartTakesTablePointsBackWithIt() {
        checkpoint.saveTablePoint(A, at(10));
        checkpoint.saveTablePoint(B, at(30));
        checkpoint.saveGlobalPoint(at(30));
        checkpoint.flush();
        checkpoint.saveGlobalPointForcibly(at(20));
        checkpoint.flush();
        assertThat(restarted().tablePoint(A)).contains(at(10));
        assertThat(restarted().tablePoint(B)).contains(at(20));
        checkpoint.saveTablePoint(B, at(25));
    }

    @Test
    void snapshotLeavesOutTheGivenTablesWhichStayChanged() {
        checkpoint.saveTablePoint(A, at(10));
        checkpoint.saveTablePoint(B, at(10));
        final Snapshot first = checkpoint.snapshot(Set.of(B)).orElseThrow();
        assertThat(first.change().tables()).containsExactly(new TablePoint(A, at(10)));
        checkpoint.flushed(first);
        assertThat(checkpoint.snapshot(Set.of(B))).isEmpty();
        assertThat(checkpoint.snapshot().orElseThrow().change().tables()).containsExactly(new TablePoint(B, at(10)));
    }

    @Test
    void advancingATableThatIsAheadLeavesItWhereItIs() {
        checkpoint.saveTablePoint(A, at(20));
        assertThat(checkpoint.advanceTablePoint(A, at(10))).isFalse();
        assertThat(checkpoint.advanceTablePoint(A, at(20))).isFalse();
        assertThat(checkpoint.tablePoint(A)).contains(at(20));
        assertThat(checkpoint.advanceTablePoint(A, at(21))).isTrue();
        checkpoint.saveGlobalPoint(at(21));
        assertThatThrownBy(() -> checkpoint.advanceTablePoint(B, at(20))).isInstanceOf(StalePointException.class);
    }

    @Test
    void tellsWhatIsHandledAlready() {
        assertThat(checkpoint.isOlderThanTablePoint(A, at(1))).isFalse();
        checkpoint.saveTablePoint(A, at(10));
        assertThat(checkpoint.isOlderThanTablePoint(A, at(9))).isTrue();
        assertThat(checkpoint.isOlderThanTablePoint(A, at(10))).isTrue();
        assertThat(checkpoint.isOlderThanTablePoint(A, at(11))).isFalse();
        assertThat(checkpoint.isOlderThanTablePoint(B, at(1))).isFalse();
    }

    @Test
    void comparesByPositionWhereGtidsWereSwitchedOnLater() {
        checkpoint.saveTablePoint(A, at(10));
        final GtidSet gtids = GtidSet.parse("0-1-7");
        assertThat(checkpoint.isOlderThanTablePoint(A, Location.at(at(10).position(), gtids)))
                .isTrue();
        assertThat(checkpoint.isOlderThanTablePoint(A, Location.at(at(11).position(), gtids)))
                .isFalse();
    }

    @Test
    void droppedTablesLeaveNoDeadPoint() {
        checkpoint.saveTablePoint(A, at(10));
        checkpoint.saveTablePoint(B, at(10));
        checkpoint.flush();
        checkpoint.dropTable(A);
        assertThat(checkpoint.tablePoint(A)).isEmpty();
        store.failNextWrites(1, new CheckpointStoreException("no", null));
        assertThatThrownBy(checkpoint::flush).isInstanceOf(CheckpointStoreException.class);
        assertThat(checkpoint.flush()).isTrue();
        assertThat(store.load().tables()).containsExactly(new TablePoint(B, at(10)));
        checkpoint.dropSchema("shop");
        checkpoint.flush();
        assertThat(store.load().tables()).isEmpty();
    }

    @Test
    void droppedTableThatComesBackBeforeTheFlushHasItsNewPoint() {
        checkpoint.saveTablePoint(A, at(10));
        checkpoint.flush();
        checkpoint.dropTable(A);
        checkpoint.saveTablePoint(A, at(20));
        checkpoint.flush();
        assertThat(store.load().tables()).containsExactly(new TablePoint(A, at(20)));
    }

    @Test
    void correctedNamesAreFlushedAndTheOldOnesAreGone() {
        final TableId real = TableId.of("Shop", "A");
        checkpoint.saveTablePoint(A, at(10));
        checkpoint.saveTablePoint(B, at(10));
        checkpoint.flush();
        upkeep.correctNames(name -> name.equals(A) ? real : name);
        checkpoint.flush();
        assertThat(store.load().tables())
                .containsExactlyInAnyOrder(new TablePoint(real, at(10)), new TablePoint(B, at(10)));
    }

    @Test
    void clearedCheckpointIsThatOfATaskThatHasNeverRun() {
        checkpoint.saveTablePoint(A, at(10));
        checkpoint.saveGlobalPoint(at(10));
        checkpoint.flush();
        upkeep.clear();
        assertThat(checkpoint.globalPoint()).isEqualTo(Location.ZERO);
        assertThat(checkpoint.tablePoint(A)).isEmpty();
        assertThat(new Checkpoint(store).load()).isFalse();
    }

    @Test
    void exitPointIsFlushedBesideTheFlushedGlobalPoint() {
        checkpoint.saveGlobalPoint(at(10));
        checkpoint.flush();
        checkpoint.saveTablePoint(A, at(20));
        checkpoint.saveGlobalPoint(at(20));
        checkpoint.saveSafeModeExit(Optional.of(at(30)));
        upkeep.flushSafeModeExit();
        assertThat(store.load().global()).contains(new GlobalPoint(at(10), Optional.of(at(30))));
        assertThat(store.load().tables()).isEmpty();
        assertThat(checkpoint.flushedGlobalPoint()).isEqualTo(at(10));
        checkpoint.flush();
        assertThat(restarted().tablePoint(A)).contains(at(20));
    }

    @Test
    void exitPointAloneNeverMovesThePointThatAForcedOneIsToReplace() {
        checkpoint.saveGlobalPoint(at(10));
        checkpoint.flush();
        checkpoint.saveGlobalPointForcibly(at(5));
        checkpoint.saveSafeModeExit(Optional.of(at(30)));
        upkeep.flushSafeModeExit();
        assertThat(store.load().global()).contains(new GlobalPoint(at(10), Optional.of(at(30))));
        checkpoint.flush();
        assertThat(store.load().global()).contains(new GlobalPoint(at(5), Optional.of(at(30))));
    }

    @Test
    void exitPointAloneMakesNoPointWhereThereIsNone() {
        checkpoint.saveGlobalPoint(at(10));
        checkpoint.saveSafeModeExit(Optional.of(at(30)));
        upkeep.flushSafeModeExit();
        assertThat(store.load().global()).isEmpty();
        checkpoint.flush();
        assertThat(store.load().global()).contains(new GlobalPoint(at(10), Optional.of(at(30))));
    }

    @Test
    void rollbackForgetsNothingThatIsStillToBeWritten() {
        checkpoint.saveTablePoint(A, at(10));
        checkpoint.saveSafeModeExit(Optional.of(at(30)));
        checkpoint.flush();
        checkpoint.dropTable(A);
        checkpoint.saveSafeModeExit(Optional.empty());
        checkpoint.snapshot();
        checkpoint.rollback();
        assertThat(checkpoint.flush()).isTrue();
        assertThat(restarted().safeModeExit()).isEmpty();
        assertThat(restarted().tablePoint(A)).isEmpty();
    }
}
