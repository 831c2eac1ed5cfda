package io.tidemark.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class JobTest {
    private static final Location END = Location.at(new BinlogPosition("mysql-bin.000001", 4));
    private static final TableId USERS = TableId.of("shop", "users");

    private final Job<Object> job = new Job<>();

    @Test
    void clearedSlotHoldsNothingOfTheEmbedder() {
        job.fillRow(USERS, END, new Object(), new long[] {1, 2}, 2, 100);
        job.clear();
        requireEmpty();
        job.fillTransaction(List.of(USERS), END, new Object(), 1, new long[] {1}, 1, 3, 100);
        job.clear();
        requireEmpty();
        assertThat(job.table(0)).isNull();
    }

    private void requireEmpty() {
        assertThat(job.kind()).isEqualTo(JobKind.EMPTY);
        assertThat(job.payload()).isNull();
        assertThat(job.location()).isNull();
        assertThat(job.payloadBytes()).isZero();
        assertThat(job.rows()).isZero();
        assertThat(job.tableCount()).isZero();
    }

    @Test
    void transactionOfAnySizeFitsIntoAnySlot() {
        for (final int size : new int[] {1, 64, 10_000, 3}) {
            final List<TableId> tables = IntStream.range(0, size)
                    .mapToObj(i -> TableId.of("shop", "t" + i))
                    .toList();
            final long[] keys = LongStream.range(0, 2L * size).toArray();
            job.fillTransaction(tables, END, "payload", 42, keys, keys.length, size, 0);
            assertThat(IntStream.range(0, job.tableCount()).mapToObj(job::table))
                    .isEqualTo(tables);
            assertThat(IntStream.range(0, job.keyCount()).mapToLong(job::key)).containsExactly(toBoxed(keys));
            assertThat(job.table()).isEqualTo(tables.get(0));
            assertThat(job.routingKey()).isEqualTo(42);
            assertThat(job.rows()).isEqualTo(size);
            job.clear();
        }
        job.fillRow(USERS, END, "payload", 7);
        assertThat(job.keyCount()).isEqualTo(1);
        assertThat(job.routingKey()).isEqualTo(7);
        assertThat(job.rows()).isEqualTo(1);
    }

    private static Long[] toBoxed(final long[] keys) {
        return LongStream.of(keys).boxed().toArray(Long[]::new);
    }

    @Test
    void keepsOneWaitForEachWorkerTheFarthest() {
        job.fillTransaction(List.of(USERS), END, "payload", 1, new long[0], 0, 1, 0);
        for (int round = 0; round < 3; round++) {
            for (int worker = 0; worker < 256; worker++) {
                job.waitFor(worker, 1_000L * (round == 1 ? 9 : round) + worker);
            }
        }
        assertThat(job.waitCount()).isEqualTo(256);
        for (int i = 0; i < 256; i++) {
            assertThat(job.waitWorker(i)).isEqualTo(i);
            assertThat(job.waitSequence(i)).isEqualTo(9_000L + i);
        }
    }
}
