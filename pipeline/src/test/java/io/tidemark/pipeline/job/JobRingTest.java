// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.lmax.disruptor.Sequence;
import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobRingTest {
    private static final TableId USERS = TableId.of("shop", "users");
    private static final TableId ORDERS = TableId.of("shop", "orders");
    private static final long[] TWO_KEYS = {1, 2};

    private final Sequence lowWatermark = new Sequence();
    private JobRing<Object> ring = ringOf(4);

    private record Expected(long sequence, JobKind kind, TableId table, Location location, Object payload) {}

    private JobRing<Object> ringOf(final int size) {
        final JobRing<Object> made = new JobRing<>(size);
        made.freedBy(lowWatermark);
        return made;
    }

    private static Location at(final long offset) {
        return Location.at(new BinlogPosition("mysql-bin.000001", offset));
    }

    @Test
    void clearedSlotHoldsNothingOfTheEmbedder() {
        ring.filler().row(0, USERS, at(1), new Object(), TWO_KEYS, 2, 100);
        clear(0);
        requireEmpty(0);
        ring.filler().transaction(0, List.of(USERS), at(2), new Object(), 1, TWO_KEYS, 2, 3, 100);
        clear(0);
        requireEmpty(0);
        assertThat(ring.details[0].table(0)).isNull();
    }

    private void clear(final long sequence) {
        ring.details(sequence).clear();
        ring.clear(sequence, sequence);
    }

    private void requireEmpty(final long sequence) {
        assertThat(ring.kind(sequence)).isEqualTo(JobKind.EMPTY);
        assertThat(ring.payload(sequence)).isNull();
        assertThat(ring.payloadBytes(sequence)).isZero();
        assertThat(ring.rows(sequence)).isZero();
        assertThat(ring.isFreeOfDetails(sequence)).isTrue();
    }

    @Test
    void transactionOfAnySizeFitsIntoAnySlot() {
        for (final int size : new int[] {1, 64, 10_000, 3}) {
            final List<TableId> tables = IntStream.range(0, size)
                    .mapToObj(i -> TableId.of("shop", "t" + i))
                    .toList();
            final long[] keys = LongStream.range(0, 2L * size).toArray();
            ring.filler().transaction(0, tables, at(1), "payload", 42, keys, keys.length, size, 0);
            final JobDetails details = ring.details(0);
            assertThat(IntStream.range(0, details.tableCount()).mapToObj(details::table))
                    .isEqualTo(tables);
            assertThat(IntStream.range(0, details.keyCount()).mapToLong(details::key))
                    .containsExactly(LongStream.of(keys).boxed().toArray(Long[]::new));
            assertThat(ring.table(0)).isEqualTo(tables.get(0));
            assertThat(ring.routingKey(0)).isEqualTo(42);
            assertThat(ring.rows(0)).isEqualTo(size);
            clear(0);
        }
        ring.filler().row(0, USERS, at(1), "payload", 7);
        assertThat(ring.isRowOfOneKey(0)).isTrue();
        assertThat(ring.routingKey(0)).isEqualTo(7);
        assertThat(ring.rows(0)).isEqualTo(1);
    }

    @Test
    void passesOverRowsOfTheSameEventOnly() {
        final JobFiller<Object> filler = ring.filler();
        final Location event = at(1);
        filler.row(0, USERS, event, "a", 1);
        filler.row(1, USERS, event, "b", 2);
        filler.transactionEnd(2, event);
        filler.row(3, USERS, event, "c", 3);
        assertThat(ring.skipMoreOfSameEvent(0, 3)).isZero();
        assertThat(ring.skipMoreOfSameEvent(1, 3)).isEqualTo(2);
        assertThat(ring.skipMoreOfSameEvent(1, 1)).isEqualTo(2);
        // behind an end begins another event, even if it stands at the same place
        assertThat(ring.skipMoreOfSameEvent(3, 3)).isEqualTo(3);
    }

    /** Runs that share a table and a location, of any length, in a ring that is mostly full. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 16})
    void jobKeepsItsTableAndLocationUntilItIsCleared(final int size) {
        ring = ringOf(size);
        final SplittableRandom random = new SplittableRandom(size);
        final Queue<Expected> inRing = new ArrayDeque<>();
        TableId table = USERS;
        Location location = at(0);
        for (int i = 0; i < 5_000; i++) {
            if (random.nextInt(3 * size) == 0) {
                location = at(i);
            }
            if (random.nextInt(2 * size) == 0) {
                table = random.nextBoolean() ? USERS : ORDERS;
            }
            while (!ring.filler().hasRoom()) {
                clearOldest(inRing, random.nextInt(1, size + 1));
            }
            inRing.add(fill(random, table, location));
            for (final Expected job : inRing) {
                requireIs(job);
            }
        }
    }

    private Expected fill(final SplittableRandom random, final TableId table, final Location location) {
        final JobFiller<Object> filler = ring.filler();
        final long sequence = filler.claim();
        final boolean isRow = random.nextInt(5) > 0;
        final Object payload = isRow ? new Object() : null;
        if (isRow) {
            filler.row(sequence, table, location, payload, sequence);
        } else {
            filler.transactionEnd(sequence, location);
        }
        filler.publish(sequence);
        return new Expected(
                sequence, isRow ? JobKind.ROW : JobKind.TRANSACTION_END, isRow ? table : null, location, payload);
    }

    private void requireIs(final Expected job) {
        assertThat(ring.kind(job.sequence())).isEqualTo(job.kind());
        assertThat(ring.location(job.sequence())).isSameAs(job.location());
        assertThat(ring.payload(job.sequence())).isSameAs(job.payload());
        if (job.kind() == JobKind.ROW) {
            assertThat(ring.table(job.sequence())).isSameAs(job.table());
        }
    }

    private void clearOldest(final Queue<Expected> inRing, final int count) {
        final long first = lowWatermark.get() + 1;
        final long last = Math.min(ring.cursor(), first + count - 1);
        ring.clear(first, last);
        lowWatermark.set(last);
        for (long sequence = first; sequence <= last; sequence++) {
            inRing.remove();
            requireEmpty(sequence);
        }
    }
}
