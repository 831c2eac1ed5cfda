// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.GtidSet;
import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.schema.TableInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/**
 * What every {@link CheckpointStore} promises. To try a store of your own, take this class from the test-jar of
 * {@code tidemark-core} (with JUnit Jupiter and AssertJ beside it), extend it, and say how to open your store:
 *
 * <pre>{@code
 * <dependency>
 *   <groupId>io.tidemark</groupId>
 *   <artifactId>tidemark-core</artifactId>
 *   <version>...</version>
 *   <type>test-jar</type>
 *   <scope>test</scope>
 * </dependency>
 *
 * class FileCheckpointStoreTest extends CheckpointStoreContract {
 *     @TempDir
 *     Path directory; // a new one for each test
 *
 *     @Override
 *     protected CheckpointStore open(final String task, final String sourceId) {
 *         return new FileCheckpointStore(directory.resolve(task), sourceId);
 *     }
 *
 *     @Override
 *     protected Optional<Runnable> failWritesOf(final TableId table) {
 *         FaultyDisk.failOn(table);
 *         return Optional.of(FaultyDisk::mend);
 *     }
 * }
 * }</pre>
 *
 * <p>Each test opens stores, starts them by {@link CheckpointStore#init}, and closes them at its end. At most two are
 * open at once, of different tasks or sources.
 */
public abstract class CheckpointStoreContract {
    private static final String TASK = "task";
    private static final String SOURCE = "source-1";
    private static final TableId ORDERS = TableId.of("shop", "orders");
    private static final TableId ITEMS = TableId.of("shop", "items");
    private static final GtidSet GTIDS = GtidSet.parse("3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5:7");
    private static final GtidSet MARIADB_GTIDS = GtidSet.parse("0-1-100,1-2-7");

    private final List<CheckpointStore> opened = new ArrayList<>();

    /**
     * Opens the store of a source; the same names give the same contents during one test. Contents of different tests
     * must not meet.
     */
    protected abstract CheckpointStore open(String task, String sourceId);

    /**
     * Makes the medium fail whenever a change that holds this table is written, for good as far as the store can tell.
     *
     * @param table one of many in the change, neither the first nor the last.
     * @return what mends the medium; empty if it can't be made to fail, then nothing is known of failed writes.
     */
    protected abstract Optional<Runnable> failWritesOf(TableId table);

    @AfterEach
    void closeStores() {
        opened.forEach(CheckpointStore::close);
    }

    @Test
    void isEmptyBeforeTheFirstWrite() {
        assertThat(started(TASK, SOURCE).load()).isEqualTo(StoredCheckpoint.EMPTY);
    }

    @Test
    void loadsWhatWasWritten() {
        final CheckpointStore store = started(TASK, SOURCE);
        final List<TablePoint> points =
                List.of(point(ORDERS, 200), new TablePoint(ITEMS, Location.at(position(300), GTIDS)));
        final GlobalPoint global = global(Location.at(position(100), MARIADB_GTIDS));
        store.write(new CheckpointChange(points, Optional.of(global)));
        assertHolds(store, Optional.of(global), points);
    }

    @Test
    void keepsItsContentsOverARestart() {
        started(TASK, SOURCE).write(change(100, point(ORDERS, 200)));
        closeStores();
        assertHolds(started(TASK, SOURCE), Optional.of(global(at(100))), List.of(point(ORDERS, 200)));
    }

    @Test
    void replacesTheTablesOfAChangeAndNoOthers() {
        final CheckpointStore store = started(TASK, SOURCE);
        store.write(change(100, point(ORDERS, 200), point(ITEMS, 300)));
        store.write(change(150, point(ITEMS, 400)));
        assertHolds(store, Optional.of(global(at(150))), List.of(point(ORDERS, 200), point(ITEMS, 400)));
    }

    @Test
    void keepsTheGlobalPointWhenAChangeHasNone() {
        final CheckpointStore store = started(TASK, SOURCE);
        store.write(change(100, point(ORDERS, 200)));
        store.write(new CheckpointChange(List.of(point(ORDERS, 300)), Optional.empty()));
        assertHolds(store, Optional.of(global(at(100))), List.of(point(ORDERS, 300)));
    }

    @Test
    void holdsTablePointsWithoutAGlobalPoint() {
        final CheckpointStore store = started(TASK, SOURCE);
        store.write(new CheckpointChange(List.of(point(ORDERS, 300)), Optional.empty()));
        assertHolds(store, Optional.empty(), List.of(point(ORDERS, 300)));
    }

    @Test
    void replacesPointsByOlderOnes() {
        final CheckpointStore store = started(TASK, SOURCE);
        store.write(change(100, point(ORDERS, 200)));
        store.write(change(50, point(ORDERS, 60)));
        assertHolds(store, Optional.of(global(at(50))), List.of(point(ORDERS, 60)));
    }

    @Test
    void takesAnEmptyChange() {
        final CheckpointStore store = started(TASK, SOURCE);
        store.write(new CheckpointChange(List.of(), Optional.empty()));
        assertThat(store.load()).isEqualTo(StoredCheckpoint.EMPTY);
    }

    @Test
    void takesTheSameChangeTwice() {
        final CheckpointStore store = started(TASK, SOURCE);
        final CheckpointChange change = change(100, point(ORDERS, 200));
        store.write(change);
        store.write(change);
        assertHolds(store, change.global(), change.tables());
    }

    @Test
    void keepsTheZeroLocation() {
        final CheckpointStore store = started(TASK, SOURCE);
        store.write(new CheckpointChange(List.of(), Optional.of(GlobalPoint.ZERO)));
        assertHolds(store, Optional.of(GlobalPoint.ZERO), List.of());
    }

    @Test
    void keepsASafeModeExitPointWithGtids() {
        keepsExitPoint(Location.at(position(900), GTIDS));
    }

    @Test
    void keepsASafeModeExitPointWithoutGtidsBesideAGlobalPointWithThem() {
        keepsExitPoint(at(900));
    }

    @Test
    void clearsTheSafeModeExitPoint() {
        final CheckpointStore store = started(TASK, SOURCE);
        final Location location = Location.at(position(100), GTIDS);
        store.write(new CheckpointChange(List.of(), Optional.of(new GlobalPoint(location, Optional.of(at(900))))));
        store.write(new CheckpointChange(List.of(), Optional.of(global(location))));
        assertHolds(store, Optional.of(global(location)), List.of());
    }

    @Test
    void deletesPointsOfTablesThatAreGone() {
        final CheckpointStore store = started(TASK, SOURCE);
        final CheckpointStore other = started(TASK, "source-2");
        store.write(change(100, point(ORDERS, 200), point(ITEMS, 300)));
        other.write(change(100, point(ORDERS, 200)));
        final GlobalPoint global = global(at(400));
        store.write(new CheckpointChange(List.of(), List.of(ORDERS, TableId.of("no", "such")), Optional.of(global)));
        assertHolds(store, Optional.of(global), List.of(point(ITEMS, 300)));
        assertHolds(other, Optional.of(global(at(100))), List.of(point(ORDERS, 200)));
    }

    @Test
    void keepsTheNewPointOfATableThatWasGoneAndCameBack() {
        final CheckpointStore store = started(TASK, SOURCE);
        store.write(change(100, point(ORDERS, 200)));
        store.write(new CheckpointChange(List.of(point(ORDERS, 300)), List.of(ORDERS), Optional.empty()));
        assertHolds(store, Optional.of(global(at(100))), List.of(point(ORDERS, 300)));
    }

    @Test
    void keepsStructuresWholeAndThroughChangesThatDoNotBringThem() {
        final CheckpointStore store = started(TASK, SOURCE);
        final TableInfo structure = structure("orders", "unknown \u00e9\ud83d\ude00 '`\\\"");
        store.write(change(100, point(ORDERS, 200, structure), point(ITEMS, 200)));
        store.write(change(150, point(ORDERS, 300), point(ITEMS, 300)));
        assertHolds(store, Optional.of(global(at(150))), List.of(point(ORDERS, 300, structure), point(ITEMS, 300)));
    }

    @Test
    void replacesStructuresAndForgetsThemIfTold() {
        final CheckpointStore store = started(TASK, SOURCE);
        store.write(
                change(100, point(ORDERS, 200, structure("orders", "1")), point(ITEMS, 200, structure("items", "1"))));
        store.write(change(150, point(ORDERS, 300, structure("orders", "2")), point(ITEMS, 300, TableInfo.NONE)));
        assertHolds(
                store,
                Optional.of(global(at(150))),
                List.of(point(ORDERS, 300, structure("orders", "2")), point(ITEMS, 300)));
    }

    @Test
    void givesATableThatWasGoneAndCameBackNoOldStructure() {
        final CheckpointStore store = started(TASK, SOURCE);
        store.write(change(100, point(ORDERS, 200, structure("orders", "1"))));
        store.write(new CheckpointChange(List.of(point(ORDERS, 300)), List.of(ORDERS), Optional.empty()));
        assertHolds(store, Optional.of(global(at(100))), List.of(point(ORDERS, 300)));
    }

    @Test
    void keepsManyLargeStructures() {
        final CheckpointStore store = started(TASK, SOURCE);
        final String large = "x".repeat(300_000);
        final List<TablePoint> points = IntStream.range(0, 120)
                .mapToObj(i -> point(TableId.of("s", "t" + i), i + 4, structure("t" + i, i % 9 == 0 ? large : "small")))
                .toList();
        store.write(new CheckpointChange(points, Optional.of(global(at(2)))));
        assertHolds(store, Optional.of(global(at(2))), points);
    }

    private static TableInfo structure(final String table, final String note) {
        final String quoted = note.replace("\\", "\\\\").replace("\"", "\\\"");
        return TableInfo.parse("{\"name\":{\"O\":\"" + table + "\",\"L\":\"" + table
                + "\"},\"cols\":[],\"index_info\":[]," + "\"note\":\"" + quoted + "\"}");
    }

    @Test
    void clearsEverythingOfItsSourceAndNothingElse() {
        final CheckpointStore store = started(TASK, SOURCE);
        final CheckpointStore other = started(TASK, "source-2");
        store.write(change(100, point(ORDERS, 200)));
        other.write(change(100, point(ORDERS, 200)));
        store.clear();
        assertThat(store.load()).isEqualTo(StoredCheckpoint.EMPTY);
        assertHolds(other, Optional.of(global(at(100))), List.of(point(ORDERS, 200)));
    }

    @Test
    void tellsHostileNamesApart() {
        final CheckpointStore store = started(TASK, SOURCE);
        final List<TablePoint> points = new ArrayList<>();
        for (final String name : List.of(
                "\u8868".repeat(64),
                "\u00e9".repeat(64),
                "e".repeat(64),
                "E".repeat(64),
                "`".repeat(64),
                "'; DROP TABLE x; -- \" \\ ? {fn now()} %s",
                "\ud83d\ude00")) {
            points.add(point(TableId.of(name, "t"), 100 + points.size()));
            points.add(point(TableId.of("s", name), 100 + points.size()));
        }
        store.write(new CheckpointChange(points, Optional.of(global(at(1)))));
        assertHolds(store, Optional.of(global(at(1))), points);
    }

    @Test
    void keepsThreeThousandTables() {
        final CheckpointStore store = started(TASK, SOURCE);
        final List<TablePoint> points = IntStream.range(0, 3_000)
                .mapToObj(i -> point(TableId.of("s" + i % 7, "t" + i), i + 4))
                .toList();
        store.write(new CheckpointChange(points, Optional.of(global(at(2)))));
        assertHolds(store, Optional.of(global(at(2))), points);
    }

    @Test
    void handsOverEachTableOnce() {
        final CheckpointStore store = started(TASK, SOURCE);
        store.write(change(100, point(ORDERS, 200), point(ITEMS, 300)));
        store.write(change(150, point(ITEMS, 400)));
        final List<TablePoint> tables = new ArrayList<>();
        assertThat(store.load(tables::add)).contains(global(at(150)));
        assertThat(tables).containsExactlyInAnyOrder(point(ORDERS, 200), point(ITEMS, 400));
    }

    @Test
    void passesOnWhatTheConsumerThrowsAndIsUsableThen() {
        final CheckpointStore store = started(TASK, SOURCE);
        store.write(change(100, point(ORDERS, 200), point(ITEMS, 300)));
        final IllegalStateException failure = new IllegalStateException("enough");
        assertThatThrownBy(() -> store.load(table -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertHolds(store, Optional.of(global(at(100))), List.of(point(ORDERS, 200), point(ITEMS, 300)));
    }

    @Test
    void doesNotMoveTheGlobalPointUnlessAllTablesAreWritten() {
        final CheckpointStore store = started(TASK, SOURCE);
        store.write(manyTables(100));
        final Runnable mend = failWritesOf(TableId.of("s", "t2400"))
                .orElseThrow(() -> new TestAbortedException("the medium can't be made to fail"));
        assertThatThrownBy(() -> store.write(manyTables(300))).isInstanceOf(CheckpointStoreException.class);
        assertThat(store.load().global()).contains(global(at(100)));
        mend.run();
    }

    @Test
    void holdsEachTableAtItsOldOrItsNewPointAfterAFailedWrite() {
        final CheckpointStore store = started(TASK, SOURCE);
        store.write(manyTables(100));
        final Runnable mend = failWritesOf(TableId.of("s", "t2400"))
                .orElseThrow(() -> new TestAbortedException("the medium can't be made to fail"));
        assertThatThrownBy(() -> store.write(manyTables(300))).isInstanceOf(CheckpointStoreException.class);
        mend.run();
        closeStores();
        final List<TablePoint> after = started(TASK, SOURCE).load().tables();
        assertThat(after).extracting(TablePoint::table).hasSize(2_500).doesNotHaveDuplicates();
        assertThat(after).extracting(TablePoint::location).isSubsetOf(at(100), at(300));
        assertThat(after).contains(point(TableId.of("s", "t2400"), 100));
    }

    @Test
    void takesAFailedChangeOnceTheMediumIsMended() {
        final CheckpointStore store = started(TASK, SOURCE);
        store.write(manyTables(100));
        final Runnable mend = failWritesOf(TableId.of("s", "t2400"))
                .orElseThrow(() -> new TestAbortedException("the medium can't be made to fail"));
        assertThatThrownBy(() -> store.write(manyTables(300))).isInstanceOf(CheckpointStoreException.class);
        mend.run();
        store.write(manyTables(300));
        assertHolds(store, Optional.of(global(at(300))), manyTables(300).tables());
    }

    private static CheckpointChange manyTables(final long offset) {
        final List<TablePoint> points = IntStream.range(0, 2_500)
                .mapToObj(i -> point(TableId.of("s", "t" + i), offset))
                .toList();
        return new CheckpointChange(points, Optional.of(global(at(offset))));
    }

    @Test
    void doesNotMixSources() {
        final CheckpointStore one = started(TASK, "source-1");
        final CheckpointStore two = started(TASK, "source-2");
        one.write(change(100, point(ORDERS, 200)));
        assertThat(two.load()).isEqualTo(StoredCheckpoint.EMPTY);
        two.write(change(500, point(ORDERS, 600)));
        assertHolds(one, Optional.of(global(at(100))), List.of(point(ORDERS, 200)));
        assertHolds(two, Optional.of(global(at(500))), List.of(point(ORDERS, 600)));
    }

    @Test
    void doesNotMixTasks() {
        final CheckpointStore one = started("task-1", SOURCE);
        final CheckpointStore two = started("task-2", SOURCE);
        one.write(change(100, point(ORDERS, 200)));
        assertThat(two.load()).isEqualTo(StoredCheckpoint.EMPTY);
        assertHolds(one, Optional.of(global(at(100))), List.of(point(ORDERS, 200)));
    }

    private void keepsExitPoint(final Location exit) {
        final CheckpointStore store = started(TASK, SOURCE);
        final GlobalPoint global = new GlobalPoint(Location.at(position(100), GTIDS), Optional.of(exit));
        store.write(new CheckpointChange(List.of(), Optional.of(global)));
        assertHolds(store, Optional.of(global), List.of());
    }

    private CheckpointStore started(final String task, final String sourceId) {
        final CheckpointStore store = open(task, sourceId);
        opened.add(store);
        store.init();
        return store;
    }

    private static void assertHolds(
            final CheckpointStore store, final Optional<GlobalPoint> global, final List<TablePoint> points) {
        final StoredCheckpoint stored = store.load();
        assertThat(stored.global()).isEqualTo(global);
        assertThat(stored.tables()).containsExactlyInAnyOrderElementsOf(points);
    }

    private static CheckpointChange change(final long global, final TablePoint... points) {
        return new CheckpointChange(List.of(points), Optional.of(global(at(global))));
    }

    private static GlobalPoint global(final Location location) {
        return new GlobalPoint(location, Optional.empty());
    }

    private static TablePoint point(final TableId table, final long offset) {
        return new TablePoint(table, at(offset));
    }

    private static TablePoint point(final TableId table, final long offset, final TableInfo structure) {
        return new TablePoint(table, at(offset), Optional.of(structure));
    }

    private static Location at(final long offset) {
        return Location.at(position(offset));
    }

    private static BinlogPosition position(final long offset) {
        return new BinlogPosition("mysql-bin.000003", offset);
    }
}
