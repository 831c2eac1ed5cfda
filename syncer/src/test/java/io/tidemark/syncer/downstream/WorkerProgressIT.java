// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.GtidSet;
import io.tidemark.core.location.Location;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.faults.FaultyLink;
import io.tidemark.syncer.faults.FaultyLink.Moment;
import io.tidemark.syncer.progress.ProgressStore;
import io.tidemark.syncer.progress.Run;
import io.tidemark.syncer.row.RowChange;
import io.tidemark.syncer.row.UpstreamTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows and progress are one, whatever happens to a commit, and whoever was shut out changes nothing. */
class WorkerProgressIT extends RowsFixture {
    private static final UpstreamTransaction FIRST =
            new UpstreamTransaction("0-1-8", new BinlogPosition("binlog.000001", 400), GtidSet.parse("0-1-7"));
    private static final UpstreamTransaction SECOND =
            new UpstreamTransaction("0-1-9", new BinlogPosition("binlog.000001", 500), GtidSet.parse("0-1-8"));
    private static final Location AFTER_SECOND =
            Location.at(new BinlogPosition("binlog.000001", 600), GtidSet.parse("0-1-9"));

    private final ProgressStore store =
            new ProgressStore(new RetriedTransaction(downstream, QUICK), "rows_meta", "t", "s");

    @BeforeEach
    void dropProgress() throws SQLException {
        execute("DROP DATABASE IF EXISTS rows_meta");
    }

    private RowChange keyless(final int number, final UpstreamTransaction transaction, final int row) {
        return RowChange.insert(keyless, new Object[] {number, null}, false).at(transaction, row);
    }

    private Run begin() throws InterruptedException {
        return store.begin(store.fence().lastRun() + 1, 1, "");
    }

    @Test
    void tellsTheNextRunWhatIsApplied() throws Exception {
        final Run run = begin();
        try (RowBatchExecutor worker = new RowBatchExecutor(downstream, QUICK, retries, store.of(run, 0), true)) {
            worker.execute(BatchOf.changes(keyless(1, FIRST, 0), keyless(2, FIRST, 1)));
            worker.execute(BatchOf.changes(keyless(3, FIRST, 4), keyless(4, SECOND, 2)));
        }
        final ProgressStore.Found found = store.fence();
        assertThat(found.tells()).isTrue();
        assertThat(found.applied().contains(FIRST, 99, 5)).isTrue();
        assertThat(found.applied().contains(SECOND, 2, 5)).isTrue();
        assertThat(found.applied().contains(SECOND, 3, 5)).isFalse();
        assertThatThrownBy(() -> found.applied()
                        .requireWithin(Location.at(new BinlogPosition("binlog.000009", 4), GtidSet.parse("0-1-8"))))
                .hasMessageContaining("0-1-9")
                .hasMessageContaining("does not have");
        found.applied().requireWithin(AFTER_SECOND);
        assertThat(found.applied().passed(AFTER_SECOND)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void appliesABatchOnceWhenTheOutcomeOfItsCommitIsUnknown(final boolean committed) throws Exception {
        final Run run = begin();
        try (FaultyLink link = new FaultyLink(TestServer.server());
                RowBatchExecutor worker =
                        new RowBatchExecutor(new Downstream(link.server()), QUICK, retries, store.of(run, 0), true)) {
            worker.execute(BatchOf.changes(keyless(1, FIRST, 0)));
            link.strikeAt(sent -> sent.contains("COMMIT"), committed ? Moment.AFTER : Moment.BEFORE, link::cut);
            worker.execute(BatchOf.changes(keyless(2, FIRST, 1), keyless(2, FIRST, 2)));
            worker.execute(BatchOf.changes(keyless(3, SECOND, 0)));
            assertThat(link.strikes()).isEqualTo(1);
        }
        assertThat(rows("keyless")).containsExactly("1,null", "2,null", "2,null", "3,null");
        assertThat(retries.sum()).isEqualTo(1);
    }

    @Test
    void changesNothingOnceItIsShutOut() throws Exception {
        final Run zombie = begin();
        try (RowBatchExecutor worker = new RowBatchExecutor(downstream, QUICK, retries, store.of(zombie, 0), true)) {
            worker.execute(BatchOf.changes(keyless(1, FIRST, 0)));
            store.fence();
            assertThatThrownBy(() -> worker.execute(BatchOf.changes(keyless(2, FIRST, 1))))
                    .isInstanceOf(OperatorException.class)
                    .hasMessageContaining("another process")
                    .hasMessageContaining("`rows_meta`.`t_syncer_progress`");
        }
        assertThat(rows("keyless")).containsExactly("1,null");
    }

    @Test
    void goesNoFurtherWhenTheDownstreamHasLostABatch() throws Exception {
        try (RowBatchExecutor worker = new RowBatchExecutor(downstream, QUICK, retries, store.of(begin(), 0), true)) {
            worker.execute(BatchOf.changes(keyless(1, FIRST, 0)));
            execute("CREATE TABLE rows_meta.replica AS SELECT * FROM rows_meta.t_syncer_progress");
            worker.execute(BatchOf.changes(keyless(2, FIRST, 1)));
            // as a replica has it that was one transaction behind
            execute("REPLACE INTO rows_meta.t_syncer_progress SELECT * FROM rows_meta.replica");
            execute("DELETE FROM rows_it.keyless WHERE a = 2");
            assertThatThrownBy(() -> worker.execute(BatchOf.changes(keyless(3, FIRST, 2))))
                    .isInstanceOf(OperatorException.class)
                    .hasMessageContaining("has lost rows")
                    .hasMessageContaining("`rows_meta`.`t_syncer_progress`");
        }
        assertThat(rows("keyless")).containsExactly("1,null");
        assertThat(store.fence().applied().contains(FIRST, 1, 5)).isFalse();
    }

    @Test
    void waitsForTheTransactionInFlightOfWhomItShutsOut() throws Exception {
        final BatchProgress zombie = store.of(begin(), 0);
        final CompletableFuture<ProgressStore.Found> next;
        try (Connection inFlight = downstream.openForRows()) {
            final StatementText first = new StatementText();
            zombie.record(first, BatchOf.changes(keyless(1, FIRST, 3)));
            try (Statement statement = inFlight.createStatement()) {
                zombie.counted(inFlight, statement.executeUpdate(first.toString()));
            }
            next = CompletableFuture.supplyAsync(() -> {
                try {
                    return store.fence();
                } catch (final InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            await().until(() -> query("SELECT 1 FROM information_schema.INNODB_TRX WHERE trx_state = 'LOCK WAIT'")
                            .size()
                    == 1);
            assertThat(next).isNotDone();
            inFlight.commit();
        }
        assertThat(next.join().applied().contains(FIRST, 3, 5)).isTrue();
    }

    @Test
    void distrustsWhatAnotherVersionHasWritten() throws Exception {
        begin();
        execute("UPDATE rows_meta.t_syncer_progress SET routing = routing + 1");
        assertThat(store.fence().tells()).isFalse();
    }

    @Test
    void bringsATableThatKnowsNoRulesToThePresentLayout() throws Exception {
        begin();
        execute("ALTER TABLE rows_meta.t_syncer_progress DROP COLUMN rules");
        assertThat(store.fence().rules()).containsExactly("");
        store.begin(2, 1, "some");
        assertThat(store.fence().rules()).containsExactlyInAnyOrder("", "some");
    }

    @Test
    void refusesATableWithoutTransactions() throws Exception {
        begin();
        execute("ALTER TABLE rows_meta.t_syncer_progress ENGINE=MyISAM");
        assertThatThrownBy(store::fence)
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("MyISAM")
                .hasMessageContaining("at-least-once");
    }
}
