package io.tidemark.pipeline.router;

import static org.assertj.core.api.Assertions.assertThat;

import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.pipeline.causality.CausalityMaps;
import io.tidemark.pipeline.job.Job;
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

        private final RingBuffer<Job<Set<Long>>> ring =
                RingBuffer.createSingleProducer(Job::new, RING_SIZE, new BusySpinWaitStrategy());
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
            ring.addGatingSequences(lowWatermark);
        }

        void take(final Turn turn) {
            if (!ring.hasAvailableCapacity(1)) {
                routeAll();
                while (!ring.hasAvailableCapacity(1)) {
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
            final long sequence = ring.next();
            final long[] keys = turn.keys().stream().mapToLong(key -> key).toArray();
            ring.get(sequence).fillRow(TABLE, Location.ZERO, new TreeSet<>(turn.keys()), keys, keys.length, 0);
            ring.publish(sequence);
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
            for (int row = (int) first; row <= ring.getCursor(); row++) {
                check(row, ring.get(row), reached);
            }
        }

        private void check(final int row, final Job<Set<Long>> job, final long[] reached) {
            final Map<Integer, Long> waits = new HashMap<>();
            for (int i = 0; i < job.waitCount(); i++) {
                assertThat(waits.put(job.waitWorker(i), job.waitSequence(i)))
                        .as("one wait a worker")
                        .isNull();
            }
            final int worker = router.routed().worker(row);
            assertThat(worker).isEqualTo(Routing.workerOf(job.key(0), watermarks.length));
            assertThat(waits).isEqualTo(naive.waitsOf(worker, job.payload(), reached));
            waitsOfRow.put(row, waits);
            naive.add(worker, job.payload(), waits);

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
