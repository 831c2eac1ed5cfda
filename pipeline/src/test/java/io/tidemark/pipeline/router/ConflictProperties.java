// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.router;

import static org.assertj.core.api.Assertions.assertThat;

import com.lmax.disruptor.Sequence;
import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.pipeline.causality.CausalityMaps;
import io.tidemark.pipeline.job.JobRing;
import io.tidemark.pipeline.job.JobWaits;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The router and its causality maps against {@link NaiveConflicts}, while workers go on as they like. */
class ConflictProperties {
    private static final TableId TABLE = TableId.of("shop", "orders");

    /**
     * One row and what happens before it is routed.
     *
     * @param keys       its keys, some perhaps twice.
     * @param advances   workers that try to go one job further.
     * @param lowFollows whether the low watermark catches up with the workers.
     * @param flushPoint whether a flush point is passed.
     * @param routes     whether the router makes a step at once, or takes the row together with the next ones.
     */
    record Turn(List<Long> keys, List<Integer> advances, boolean lowFollows, boolean flushPoint, boolean routes) {}

    @Provide
    Arbitrary<List<Turn>> turns() {
        return Combinators.combine(
                        Arbitraries.longs().between(-8, 8).list().ofMinSize(1).ofMaxSize(6),
                        Arbitraries.integers().between(0, 255).list().ofMaxSize(8),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, true, false))
                .as(Turn::new)
                .list()
                .ofMaxSize(150);
    }

    @Property
    void waitsForAllThatMustBeAppliedBeforeAndForNobodyElse(
            @ForAll("turns") final List<Turn> turns,
            @ForAll @IntRange(min = 1, max = 9) final int workers,
            @ForAll @IntRange(min = 1, max = 20) final int growthBound) {
        final Routed routed = new Routed(workers, growthBound);
        for (final Turn turn : turns) {
            routed.take(turn);
        }
        routed.routeAll();
    }

    /** A router without threads, with workers that are nothing but their watermarks. */
    private static final class Routed {
        private static final int RING_SIZE = 32;

        private final JobRing<Set<Long>> ring = new JobRing<>(RING_SIZE);
        private final Sequence[] watermarks;
        private final Sequence lowWatermark = new Sequence();
        private final Sequence flushPoints = new Sequence(0);
        private final Router<Set<Long>> router;
        private final NaiveConflicts naive = new NaiveConflicts();
        private final Map<Integer, Map<Integer, Long>> waitsOfRow = new HashMap<>();

        Routed(final int workers, final int growthBound) {
            watermarks = new Sequence[workers];
            Arrays.setAll(watermarks, worker -> new Sequence());
            router = new Router<>(ring, watermarks, lowWatermark, flushPoints, new CausalityMaps(growthBound));
            ring.freedBy(lowWatermark);
        }

        void take(final Turn turn) {
            if (!ring.filler().hasRoom()) {
                routeAll();
                while (!ring.filler().hasRoom()) {
                    advanceAll();
                    followWorkers();
                }
            }
            turn.advances().forEach(worker -> advance(worker % watermarks.length));
            if (turn.lowFollows()) {
                followWorkers();
            }
            if (turn.flushPoint()) {
                flushPoints.set(flushPoints.get() + 1);
            }
            final long sequence = ring.filler().claim();
            final long[] keys = turn.keys().stream().mapToLong(key -> key).toArray();
            ring.filler().row(sequence, TABLE, Location.ZERO, new TreeSet<>(turn.keys()), keys, keys.length, 0);
            ring.filler().publish(sequence);
            if (turn.routes()) {
                routeAll();
            }
        }

        /** A worker may pass its next job once the waits of that are fulfilled; jobs of others it passes at once. */
        private void advance(final int worker) {
            final long next = watermarks[worker].get() + 1;
            if (next > router.routed().get()) {
                return;
            }
            final boolean isFree = naive.workerOf((int) next) != worker
                    || waitsOfRow.get((int) next).entrySet().stream()
                            .allMatch(wait -> watermarks[wait.getKey()].get() >= wait.getValue());
            if (isFree) {
                watermarks[worker].set(next);
            }
        }

        private void advanceAll() {
            for (int worker = 0; worker < watermarks.length; worker++) {
                advance(worker);
            }
        }

        private void followWorkers() {
            lowWatermark.set(
                    Arrays.stream(watermarks).mapToLong(Sequence::get).min().orElseThrow());
        }

        void routeAll() {
            final long first = router.routed().get() + 1;
            while (router.doWork() > 0) {
                // until nothing is left
            }
            final long[] reached =
                    Arrays.stream(watermarks).mapToLong(Sequence::get).toArray();
            for (int row = (int) first; row <= ring.cursor(); row++) {
                check(row, reached);
            }
        }

        private void check(final int row, final long[] reached) {
            final Map<Integer, Long> waits = new HashMap<>();
            final JobWaits given = router.routed().waits(row);
            for (int i = 0; i < given.count(); i++) {
                assertThat(waits.put(given.worker(i), given.sequence(i)))
                        .as("one wait a worker")
                        .isNull();
            }
            final int worker = Routing.workerOf(ring.routingKey(row), watermarks.length);
            for (int other = 0; other < watermarks.length; other++) {
                assertThat(router.routed().own(other, row, row)).isEqualTo(other == worker ? 1L << row : 0);
            }
            assertThat(waits).isEqualTo(naive.waitsOf(worker, ring.payload(row), reached));
            waitsOfRow.put(row, waits);
            naive.add(worker, ring.payload(row), waits);

            for (int earlier = 0; earlier < row; earlier++) {
                if (naive.shareAKey(earlier, row) && reached[naive.workerOf(earlier)] < earlier) {
                    assertThat(naive.isBefore(earlier, row))
                            .as("row %d is applied before row %d, which shares a key", earlier, row)
                            .isTrue();
                }
            }
            waits.forEach((other, sequence) -> {
                assertThat(naive.workerOf(Math.toIntExact(sequence))).isEqualTo(other);
                assertThat(naive.shareAKey(Math.toIntExact(sequence), row)).isTrue();
            });
        }
    }
}
