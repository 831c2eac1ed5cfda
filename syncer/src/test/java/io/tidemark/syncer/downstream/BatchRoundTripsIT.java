// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.GtidSet;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.faults.FaultyLink;
import io.tidemark.syncer.faults.FaultyLink.Moment;
import io.tidemark.syncer.progress.ProgressStore;
import io.tidemark.syncer.row.RowChange;
import io.tidemark.syncer.row.UpstreamTransaction;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A batch goes there and back twice: once with its progress and its rows, once to be committed. A connection for batches
 * costs six: login, the session's settings, the driver's question, the isolation, the end of auto-commit, and the size
 * of packets.
 */
class BatchRoundTripsIT extends RowsFixture {
    private static final UpstreamTransaction TRANSACTION =
            new UpstreamTransaction("0-1-8", new BinlogPosition("binlog.000001", 400), GtidSet.parse("0-1-7"));

    private final ProgressStore store =
            new ProgressStore(new RetriedTransaction(downstream, QUICK), "rows_meta", "t", "o'f \\one\\");

    @BeforeEach
    void dropProgress() throws SQLException {
        execute("DROP DATABASE IF EXISTS rows_meta");
    }

    @AfterEach
    void restore() throws SQLException {
        execute("SET GLOBAL max_allowed_packet = 67108864");
    }

    private BatchProgress progress() throws InterruptedException {
        return store.of(store.begin(store.fence().lastRun() + 1, 1, ""), 0);
    }

    private RowBatchExecutor executor(final Downstream to, final BatchProgress progress) {
        return new RowBatchExecutor(to, QUICK, retries, progress, true);
    }

    private RowChange keyless(final int number, final UpstreamTransaction transaction) {
        return RowChange.insert(keyless, new Object[] {number, null}, false).at(transaction, number);
    }

    @Test
    void areTwoWithProgressAndWithout() throws Exception {
        try (FaultyLink link = new FaultyLink(TestServer.server());
                RowBatchExecutor with = executor(new Downstream(link.server()), progress());
                RowBatchExecutor without = executor(new Downstream(link.server()), BatchProgress.NONE)) {
            with.execute(BatchOf.changes(insert(1, "a", 1)));
            assertThat(link.roundTrips()).as("connection and first batch").isEqualTo(8);
            without.execute(BatchOf.changes(insert(2, "b", 1)));
            final long connected = link.roundTrips();
            with.execute(BatchOf.changes(
                    insert(3, "c", 1),
                    update(row(1, "a", 1), row(1, "a", 2)),
                    delete(row(2, "b", 1)),
                    keyless(1, TRANSACTION)));
            assertThat(link.roundTrips() - connected).isEqualTo(2);
            without.execute(BatchOf.changes(insert(4, "d", 1), keyless(2, TRANSACTION)));
            assertThat(link.roundTrips() - connected).isEqualTo(4);
        }
        assertThat(rows("keyed")).containsExactly("1,a,2", "3,c,1", "4,d,1");
    }

    /** Its rows are in its way, which must not hide the reason. */
    @Test
    void leaveNothingOfAProcessThatWasReplacedAndTellItSo() throws Exception {
        try (RowBatchExecutor zombie = executor(downstream, progress());
                RowBatchExecutor next = executor(downstream, progress())) {
            next.execute(BatchOf.changes(insert(1, "a", 1)));
            assertThatThrownBy(() -> zombie.execute(BatchOf.changes(keyless(1, TRANSACTION), insert(1, "a", 1))))
                    .isInstanceOf(OperatorException.class)
                    .hasMessageContaining("another process");
        }
        assertThat(rows("keyed")).containsExactly("1,a,1");
        assertThat(rows("keyless")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void applyABatchOnceWhenTheFirstIsLost(final Moment moment) throws Exception {
        try (FaultyLink link = new FaultyLink(TestServer.server());
                RowBatchExecutor worker = executor(new Downstream(link.server()), progress())) {
            worker.execute(BatchOf.changes(keyless(1, TRANSACTION)));
            link.strikeAt(sent -> sent.contains("t_syncer_progress"), moment, link::cut);
            worker.execute(BatchOf.changes(keyless(2, TRANSACTION), keyless(3, TRANSACTION)));
            worker.execute(BatchOf.changes(keyless(4, TRANSACTION)));
            assertThat(link.strikes()).isEqualTo(1);
        }
        assertThat(rows("keyless")).containsExactly("1,null", "2,null", "3,null", "4,null");
        assertThat(retries.sum()).isPositive();
        assertThat(query("SELECT batch, row_index FROM rows_meta.t_syncer_progress"))
                .containsExactly("3,4");
    }

    @Test
    void applyABatchOnceWhenItsProgressWasLockedForTooLong() throws Exception {
        try (RowBatchExecutor worker = executor(downstream, progress())) {
            worker.execute(BatchOf.changes(keyless(1, TRANSACTION)));
            execute("BEGIN; SELECT * FROM rows_meta.t_syncer_progress FOR UPDATE");
            final CompletableFuture<Void> applied = CompletableFuture.runAsync(() -> {
                try {
                    worker.execute(BatchOf.changes(keyless(2, TRANSACTION)));
                } catch (final InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            await().until(() -> retries.sum() > 0);
            execute("COMMIT");
            applied.join();
        }
        assertThat(rows("keyless")).containsExactly("1,null", "2,null");
    }

    /** The progress alone nearly fills a packet, or is too long for one. */
    @Test
    void fitIntoWhatTheServerTakes() throws Exception {
        execute("SET GLOBAL max_allowed_packet = 16384");
        try (RowBatchExecutor worker = executor(downstream, progress())) {
            worker.execute(BatchOf.changes(
                    keyless(1, manyServers(1000)),
                    RowChange.insert(keyed, row(1, "x".repeat(50), 1), false).at(manyServers(1000), 2)));
            for (int servers = 1130; servers < 1142; servers++) {
                worker.execute(BatchOf.changes(keyless(2, manyServers(servers))));
            }
            assertThatThrownBy(() -> worker.execute(BatchOf.changes(keyless(3, manyServers(1200)))))
                    .isInstanceOf(OperatorException.class)
                    .hasMessageContaining("progress")
                    .hasMessageContaining("max_allowed_packet is 16384");
        }
        assertThat(rows("keyed")).hasSize(1);
        assertThat(rows("keyless")).hasSize(13);
        assertThat(retries.sum()).isZero();
    }

    private static UpstreamTransaction manyServers(final long domains) {
        return new UpstreamTransaction(
                "0-1-8",
                new BinlogPosition("binlog.000001", 400),
                GtidSet.parse(LongStream.range(10_000, 10_000 + domains)
                        .mapToObj(domain -> domain + "-1-" + domain)
                        .collect(Collectors.joining(","))));
    }
}
