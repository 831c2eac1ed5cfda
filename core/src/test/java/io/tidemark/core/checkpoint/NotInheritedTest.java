// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.GtidSet;
import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.store.CheckpointChange;
import io.tidemark.core.store.CheckpointStoreException;
import io.tidemark.core.store.ExtraStatement;
import io.tidemark.core.store.GlobalPoint;
import io.tidemark.core.store.InMemoryCheckpointStore;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Known weaknesses of an earlier checkpoint that this one must not have, by their numbers in the specification's list
 * "not to inherit". Those that concern flushing while rows go on (5, 14) have theirs in the pipeline, and so has the
 * rename of a table (12).
 */
class NotInheritedTest {
    private static final TableId A = TableId.of("shop", "a");

    private final InMemoryCheckpointStore store = new InMemoryCheckpointStore();
    private final Checkpoint checkpoint = new Checkpoint(store);

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
    void item1UnknownSnapshotNumberHangsNobody() throws Exception {
        checkpoint.saveGlobalPoint(at(10));
        final Snapshot unknown = new Snapshot(99, new CheckpointChange(List.of(), Optional.empty()));
        assertThatThrownBy(() -> checkpoint.flushed(unknown)).isInstanceOf(IllegalArgumentException.class);
        assertAnotherThreadCanWorkWithIt();
    }

    @Test
    void item1SnapshotThatTheStoreCantTakeHangsNobody() throws Exception {
        checkpoint.saveGlobalPoint(at(10));
        final Snapshot impossible =
                checkpoint.snapshot().orElseThrow().with(List.of(new ExtraStatement("not for this store", List.of())));
        assertThatThrownBy(() -> checkpoint.write(impossible)).isInstanceOf(UnsupportedOperationException.class);
        checkpoint.discardPending();
        assertAnotherThreadCanWorkWithIt();
    }

    private void assertAnotherThreadCanWorkWithIt() throws Exception {
        CompletableFuture.runAsync(() -> {
                    checkpoint.saveTablePoint(A, at(20));
                    checkpoint.saveGlobalPoint(at(20));
                    checkpoint.flush();
                })
                .get(1, TimeUnit.MINUTES);
        assertThat(restarted().globalPoint()).isEqualTo(at(20));
    }

    @Test
    void item2ExitPointIsWrittenAlthoughOnlyItHasChanged() {
        checkpoint.saveGlobalPoint(at(10));
        checkpoint.flush();
        checkpoint.saveSafeModeExit(Optional.of(at(30)));
        checkpoint.saveTablePoint(A, at(20));
        assertThat(checkpoint.snapshot().orElseThrow().change().global())
                .contains(new GlobalPoint(at(10), Optional.of(at(30))));
    }

    @Test
    void item2ExitPointIsStillToBeWrittenAfterAFlushThatFailed() {
        checkpoint.saveGlobalPoint(at(10));
        checkpoint.flush();
        checkpoint.saveSafeModeExit(Optional.of(at(30)));
        store.failNextWrites(1, new CheckpointStoreException("no", null));
        assertThatThrownBy(checkpoint::flush).isInstanceOf(CheckpointStoreException.class);
        new CheckpointUpkeep(checkpoint, CheckpointUpkeep.DEFAULT_LIMIT).deleteTable(A);
        assertThat(checkpoint.flush()).isTrue();
        assertThat(restarted().safeModeExit()).contains(at(30));
    }

    @Test
    void item3ExitPointWithoutGtidTextIsKeptBesideGtids() {
        checkpoint.saveGlobalPoint(Location.at(at(10).position(), GtidSet.parse("0-1-7")));
        checkpoint.saveSafeModeExit(Optional.of(at(30)));
        checkpoint.flush();
        assertThat(restarted().safeModeExit()).contains(at(30));
    }

    /** What a snapshot reaches in the code; how long it takes is a benchmark's question. */
    @Test
    void item4SnapshotNeverWalksTheTablesThatAreKnown() {
        final JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(Checkpoint.class.getPackageName());
        final Deque<JavaCodeUnit> open = new ArrayDeque<>(classes.get(Checkpoint.class).getMethods().stream()
                .filter(method -> method.getName().equals("snapshot"))
                .toList());
        final Set<JavaCodeUnit> reached = new HashSet<>();
        while (!open.isEmpty()) {
            final JavaCodeUnit method = open.remove();
            if (reached.add(method)) {
                method.getMethodCallsFromSelf().stream()
                        .map(JavaMethodCall::getTarget)
                        .flatMap(target -> target.resolveMember().stream())
                        .filter(callee -> classes.contain(callee.getOwner().getFullName()))
                        .forEach(open::add);
            }
        }
        assertThat(reached).extracting(JavaCodeUnit::getName).contains("takeMoved", "picture");
        assertThat(reached.stream()
                        .flatMap(method -> method.getFieldAccesses().stream())
                        .map(JavaFieldAccess::getTarget))
                .extracting("name")
                .contains("moved")
                .doesNotContain("entries");
    }

    @Test
    void item13OlderTablePointIsATypedErrorToItsCaller() {
        checkpoint.saveTablePoint(A, at(20));
        assertThatThrownBy(() -> checkpoint.saveTablePoint(A, at(10)))
                .isInstanceOf(StalePointException.class)
                .hasMessageContaining("`shop`.`a`");
        assertThat(checkpoint.tablePoint(A)).contains(at(20));
    }

    @Test
    void item13TablePointBelowTheGlobalPointIsATypedErrorToItsCaller() {
        checkpoint.saveGlobalPoint(at(20));
        assertThatThrownBy(() -> checkpoint.saveTablePoint(A, at(10)))
                .isInstanceOf(StalePointException.class)
                .hasMessageContaining("mysql-bin.000001:20")
                .hasMessageContaining("mysql-bin.000001:10");
        assertThat(checkpoint.tablePoint(A)).isEmpty();
        checkpoint.saveTablePoint(A, at(20));
    }
}
