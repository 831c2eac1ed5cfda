// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.schema.TableInfo;
import io.tidemark.core.store.CheckpointStoreException;
import io.tidemark.core.store.InMemoryCheckpointStore;
import io.tidemark.core.store.TablePoint;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A table point carries the structure that the table has there, on both sides. */
class TableStructureTest {
    private static final TableId A = TableId.of("shop", "a");
    private static final TableId B = TableId.of("shop", "b");
    private static final TableInfo FIRST = structure("a", 1);
    private static final TableInfo SECOND = structure("a", 2);

    private final InMemoryCheckpointStore store = new InMemoryCheckpointStore();
    private final Checkpoint checkpoint = new Checkpoint(store);
    private final CheckpointUpkeep upkeep = new CheckpointUpkeep(checkpoint, CheckpointUpkeep.DEFAULT_LIMIT);

    @BeforeEach
    void load() {
        checkpoint.load();
    }

    private static TableInfo structure(final String table, final int version) {
        return TableInfo.parse("{\"name\":{\"O\":\"" + table + "\",\"L\":\"" + table
                + "\"},\"cols\":[],\"index_info\":[],\"version\":" + version + "}");
    }

    private static Location at(final long offset) {
        return Location.at(new BinlogPosition("mysql-bin.000001", offset));
    }

    private Map<TableId, TableInfo> flushedStructures(final Checkpoint of) {
        final Map<TableId, TableInfo> structures = new HashMap<>();
        of.forEachFlushedStructure(structures::put);
        return structures;
    }

    private Map<TableId, TableInfo> storedStructures() {
        final Checkpoint restarted = new Checkpoint(store);
        restarted.load();
        return flushedStructures(restarted);
    }

    private Optional<TableInfo> writtenBy(final Snapshot snapshot) {
        return snapshot.change().tables().get(0).structure();
    }

    @Test
    void isHandedToASchemaTrackerOnceItIsFlushed() {
        checkpoint.saveTablePoint(A, at(10), FIRST);
        checkpoint.saveTablePoint(B, at(10));
        assertThat(checkpoint.tableStructure(A)).isEqualTo(FIRST);
        assertThat(flushedStructures(checkpoint)).isEmpty();
        checkpoint.flush();
        assertThat(flushedStructures(checkpoint)).isEqualTo(Map.of(A, FIRST));
        assertThat(storedStructures()).isEqualTo(Map.of(A, FIRST));
    }

    @Test
    void isWrittenOnlyWhenItHasChanged() {
        checkpoint.saveTablePoint(A, at(10), FIRST);
        checkpoint.flush();
        checkpoint.saveTablePoint(A, at(20), structure("a", 1));
        final Snapshot same = checkpoint.snapshot().orElseThrow();
        assertThat(writtenBy(same)).isEmpty();
        checkpoint.flushed(same);
        checkpoint.saveTablePoint(A, at(30), SECOND);
        assertThat(writtenBy(checkpoint.snapshot().orElseThrow())).contains(SECOND);
    }

    @Test
    void changeAloneIsFlushedToo() {
        checkpoint.saveTablePoint(A, at(10), FIRST);
        checkpoint.flush();
        checkpoint.saveTablePoint(A, at(10), SECOND);
        assertThat(checkpoint.flush()).isTrue();
        assertThat(storedStructures()).isEqualTo(Map.of(A, SECOND));
    }

    @Test
    void isForgottenEverywhereWhenItIsNotKnownAnyMore() {
        checkpoint.saveTablePoint(A, at(10), FIRST);
        checkpoint.flush();
        checkpoint.saveTablePoint(A, at(20), TableInfo.NONE);
        checkpoint.flush();
        assertThat(storedStructures()).isEmpty();
    }

    @Test
    void isWrittenAgainAfterAFlushOfUnknownOutcome() {
        checkpoint.saveTablePoint(A, at(10), FIRST);
        checkpoint.flush();
        checkpoint.saveTablePoint(A, at(20), SECOND);
        // the write is durable, but nobody gets to know
        store.write(checkpoint.snapshot().orElseThrow().change());
        checkpoint.discardPending();
        checkpoint.saveTablePoint(A, at(30), FIRST);
        checkpoint.flush();
        assertThat(storedStructures()).isEqualTo(Map.of(A, FIRST));
    }

    @Test
    void goesBackWithARollback() {
        checkpoint.saveTablePoint(A, at(10), FIRST);
        checkpoint.flush();
        checkpoint.saveTablePoint(A, at(20), SECOND);
        checkpoint.rollback();
        assertThat(checkpoint.tableStructure(A)).isEqualTo(FIRST);
        checkpoint.saveTablePoint(A, at(20));
        checkpoint.flush();
        assertThat(storedStructures()).isEqualTo(Map.of(A, FIRST));
    }

    @Test
    void isNotKnownAtAnEarlierPlace() {
        checkpoint.saveTablePoint(A, at(10), FIRST);
        checkpoint.saveTablePoint(B, at(30), structure("b", 1));
        checkpoint.flush();
        checkpoint.saveGlobalPointForcibly(at(20));
        checkpoint.flush();
        assertThat(storedStructures()).isEqualTo(Map.of(A, FIRST));
    }

    @Test
    void doesNotOutliveItsTable() {
        checkpoint.saveTablePoint(A, at(10), FIRST);
        checkpoint.flush();
        checkpoint.dropTable(A);
        checkpoint.saveTablePoint(A, at(20));
        checkpoint.flush();
        assertThat(checkpoint.tableStructure(A)).isEqualTo(TableInfo.NONE);
        assertThat(storedStructures()).isEmpty();
        assertThat(store.load().tables()).containsExactly(new TablePoint(A, at(20)));
    }

    @Test
    void isNotTakenWithAnOldLocation() {
        checkpoint.saveTablePoint(A, at(10), FIRST);
        assertThatThrownBy(() -> checkpoint.saveTablePoint(A, at(9), SECOND)).isInstanceOf(StalePointException.class);
        assertThat(checkpoint.tableStructure(A)).isEqualTo(FIRST);
    }

    @Test
    void manyAreFlushedInHundredsBesideTheirSavedPoints() {
        checkpoint.saveGlobalPoint(at(5));
        checkpoint.saveTablePoint(A, at(10));
        checkpoint.flush();
        final long before = store.writes();
        final Map<TableId, TableInfo> structures = new HashMap<>();
        for (int i = 0; i < 249; i++) {
            structures.put(TableId.of("shop", "t" + i), structure("t" + i, 1));
        }
        structures.put(A, FIRST);
        upkeep.flushStructures(structures);
        assertThat(store.writes() - before).isEqualTo(3);
        assertThat(storedStructures()).isEqualTo(structures);
        assertThat(flushedStructures(checkpoint)).isEqualTo(structures);
        assertThat(checkpoint.flushedTablePoint(A)).contains(at(10));
        assertThat(checkpoint.flushedTablePoint(TableId.of("shop", "t7"))).contains(at(5));
    }

    @Test
    void failedFlushOfManyLeavesTheRestForTheNextFlush() {
        checkpoint.saveGlobalPoint(at(5));
        checkpoint.flush();
        final Map<TableId, TableInfo> structures = Map.of(A, FIRST, B, structure("b", 1));
        store.failNextWrites(1, new CheckpointStoreException("no", null));
        assertThatThrownBy(() -> upkeep.flushStructures(structures)).isInstanceOf(CheckpointStoreException.class);
        assertThat(flushedStructures(checkpoint)).isEmpty();
        checkpoint.flush();
        assertThat(storedStructures()).isEqualTo(structures);
    }

    @Test
    void followsItsTableToItsRealName() {
        final TableId real = TableId.of("Shop", "A");
        checkpoint.saveTablePoint(A, at(10), FIRST);
        checkpoint.flush();
        upkeep.correctNames(name -> real);
        assertThat(storedStructures()).isEqualTo(Map.of(real, FIRST.withName("A")));
    }
}
