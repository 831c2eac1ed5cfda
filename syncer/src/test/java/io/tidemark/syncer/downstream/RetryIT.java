// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.faults.FaultyLink;
import io.tidemark.syncer.faults.FaultyLink.Moment;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RetryIT extends RowsFixture {
    private static final int NO_SUCH_THREAD = 1094;

    @Test
    void repeatsTheBatchAfterItsConnectionWasKilled() throws Exception {
        executor.execute(BatchOf.changes(insert(1, "a", 1)));
        killOthers();
        executor.execute(BatchOf.changes(insert(2, "b", 1), update(row(1, "a", 1), row(1, "a", 2))));
        assertThat(rows("keyed")).containsExactly("1,a,2", "2,b,1");
        assertThat(retries.sum()).isPositive();
    }

    @Test
    void repeatsTheBatchUntilALockIsFree() throws Exception {
        executor.execute(BatchOf.changes(insert(1, "a", 1)));
        execute("BEGIN; UPDATE rows_it.keyed SET n = 5 WHERE id = 1");
        final CompletableFuture<Void> applied = CompletableFuture.runAsync(() -> {
            try {
                executor.execute(BatchOf.changes(insert(2, "b", 1), update(row(1, "a", 1), row(1, "a", 2))));
            } catch (final InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        await().until(() -> retries.sum() > 0);
        execute("COMMIT");
        applied.join();
        assertThat(rows("keyed")).containsExactly("1,a,2", "2,b,1");
    }

    @Test
    void repeatsTheBatchAtOnceAfterADeadlock() throws Exception {
        executor.execute(BatchOf.changes(insert(1, "a", 1), insert(2, "b", 1)));
        final RetryPolicy patient = new RetryPolicy(1, Duration.ofHours(1), Duration.ofHours(1));
        execute("SET GLOBAL innodb_lock_wait_timeout = 60");
        try (RowBatchExecutor patientExecutor =
                new RowBatchExecutor(downstream, patient, retries, BatchProgress.NONE, false)) {
            // the server breaks a deadlock where it has least to undo
            execute("BEGIN; INSERT INTO rows_it.keyless WITH RECURSIVE s (n) AS"
                    + " (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < 900) SELECT n, 'heavy' FROM s;"
                    + " UPDATE rows_it.keyed SET n = 5 WHERE id = 2");
            final CompletableFuture<Void> applied = CompletableFuture.runAsync(() -> {
                try {
                    patientExecutor.execute(
                            BatchOf.changes(update(row(1, "a", 1), row(1, "a", 2)), delete(row(2, "b", 5))));
                } catch (final InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            await().until(() -> query("SELECT 1 FROM information_schema.INNODB_TRX WHERE trx_state = 'LOCK WAIT'")
                            .size()
                    == 1);
            execute("UPDATE rows_it.keyed SET n = 4 WHERE id = 1");
            await().until(() -> retries.sum() > 0);
            execute("COMMIT");
            applied.get(1, TimeUnit.MINUTES);
        } finally {
            execute("SET GLOBAL innodb_lock_wait_timeout = 1");
        }
        assertThat(rows("keyed")).containsExactly("1,a,2");
    }

    @Test
    void givesUpAfterTheRetriesOfItsPolicy() throws Exception {
        executor.execute(BatchOf.changes(insert(1, "a", 1)));
        execute("BEGIN; UPDATE rows_it.keyed SET n = 5 WHERE id = 1");
        final Logger logger = (Logger) LoggerFactory.getLogger(RowBatchExecutor.class);
        final ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try (RowBatchExecutor hasty = new RowBatchExecutor(
                downstream, new RetryPolicy(1, Duration.ZERO, Duration.ZERO), retries, BatchProgress.NONE, true)) {
            assertThatThrownBy(() -> hasty.execute(BatchOf.changes(delete(row(1, "a", 1)))))
                    .isInstanceOf(OperatorException.class)
                    .hasMessageContaining("100")
                    .hasMessageContaining("2 attempts")
                    .hasMessageContaining("1205")
                    .hasMessageContaining("another session holds locks on these rows")
                    .hasMessageContaining("information_schema.INNODB_TRX")
                    .hasMessageContaining("KILL");
        } finally {
            logger.detachAppender(log);
        }
        assertThat(log.list)
                .singleElement()
                .extracting(ILoggingEvent::getFormattedMessage, as(InstanceOfAssertFactories.STRING))
                .startsWith("Retry 1 of 1")
                .endsWith("end it with KILL if nobody needs it any more");
        assertThat(retries.sum()).isEqualTo(1);
        execute("ROLLBACK");
    }

    @Test
    void repeatsInSafeModeWhenTheOutcomeOfACommitIsUnknown() throws Exception {
        try (FaultyLink link = new FaultyLink(TestServer.server());
                RowBatchExecutor cut =
                        new RowBatchExecutor(new Downstream(link.server()), QUICK, retries, BatchProgress.NONE, true)) {
            cut.execute(BatchOf.changes(insert(1, "a", 1), insert(2, "b", 1)));
            link.strikeAt(sent -> sent.contains("COMMIT"), Moment.AFTER, link::cut);
            // a plain repetition would fail: the insert is there already, the deleted row is not
            cut.execute(
                    BatchOf.changes(insert(3, "c", 1), delete(row(1, "a", 1)), update(row(2, "b", 1), row(4, "b", 2))));
            assertThat(link.strikes()).isEqualTo(1);
        }
        assertThat(rows("keyed")).containsExactly("3,c,1", "4,b,2");
        assertThat(retries.sum()).isEqualTo(1);
    }

    /** Returns once they are gone: a session ends some time after it was told to. */
    private void killOthers() {
        await().until(() -> {
            final List<String> ids = query("SELECT id FROM information_schema.PROCESSLIST WHERE id <> CONNECTION_ID()"
                    + " AND user = SUBSTRING_INDEX(USER(), '@', 1)");
            for (final String id : ids) {
                kill(id);
            }
            return ids.isEmpty();
        });
    }

    private void kill(final String id) throws SQLException {
        try {
            execute("KILL CONNECTION " + id);
        } catch (final SQLException e) {
            if (e.getErrorCode() != NO_SUCH_THREAD) {
                throw e;
            }
        }
    }
}
