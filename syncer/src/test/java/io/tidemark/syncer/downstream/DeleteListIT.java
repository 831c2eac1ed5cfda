// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.row.RowChange;
import io.tidemark.syncer.row.TableStructure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** DELETEs that are sent as one statement of many rows delete what they delete one by one. */
class DeleteListIT extends RowsFixture {
    @Test
    void sendsManyDeletesAsOneStatement() throws Exception {
        fill(500);
        final long before = deletes();
        executor.execute(new BatchOf(deletesOf(0, 499)));
        assertThat(deletes() - before).isEqualTo(5);
        assertThat(rows("keyed")).containsExactly("499,e499,499");
    }

    @Test
    void noticesARowThatIsMissing() throws Exception {
        fill(10);
        final List<RowChange> changes = deletesOf(0, 10);
        changes.add(4, delete(row(77, "x", 1)));
        assertThatThrownBy(() -> executor.execute(new BatchOf(changes)))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("DELETE of `rows_it`.`keyed` found no row with id=77")
                .hasMessageContaining("104");
        assertThat(rows("keyed")).hasSize(10);
    }

    @Test
    void findsRowsByAllColumnsOfAKeyAndInItsOwnCollation() throws Exception {
        execute(
                "CREATE TABLE rows_it.pair (w VARCHAR(20) COLLATE utf8mb4_bin, `a b` INT, n DATETIME(3), PRIMARY KEY (w, `a b`))");
        execute(
                "INSERT INTO rows_it.pair VALUES ('a', 1, NULL), ('A', 1, NULL), ('a', 2, NULL), ('ß', 1, NULL), ('x''', 1, NULL)");
        final TableStructure pair = structure("pair");
        executor.execute(BatchOf.changes(
                RowChange.delete(pair, new Object[] {bytes("A"), 1, null}, false),
                RowChange.delete(pair, new Object[] {bytes("ß"), 1, null}, false),
                RowChange.delete(pair, new Object[] {bytes("x'"), 1, null}, false),
                RowChange.delete(pair, new Object[] {bytes("a"), 2, null}, false)));
        assertThat(rows("pair")).containsExactly("a,1,null");
    }

    @Test
    void waitsForNoRowsOfOthersInASmallTable() throws Exception {
        fill(7);
        try (Connection other = TestServer.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("UPDATE rows_it.keyed SET n = -1 WHERE id IN (0, 6)");
            executor.execute(new BatchOf(deletesOf(1, 6)));
            other.rollback();
        }
        assertThat(retries.sum()).isZero();
        assertThat(rows("keyed")).containsExactly("0,e0,0", "6,e6,6");
    }

    @Test
    void workersThatDeleteFromOneTableDoNotGetInEachOthersWay() throws Exception {
        fill(400);
        final ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            final List<Future<Void>> ends = new ArrayList<>();
            for (int worker = 0; worker < 4; worker++) {
                ends.add(threads.submit(deleting(worker)));
            }
            for (final Future<Void> end : ends) {
                end.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(rows("keyed")).isEmpty();
        assertThat(retries.sum()).isZero();
    }

    /** Every fourth row, ten a transaction. */
    private Callable<Void> deleting(final int worker) {
        return () -> {
            try (RowBatchExecutor own = new RowBatchExecutor(downstream, QUICK, retries, BatchProgress.NONE, true)) {
                for (int i = 0; i < 400; i += 40) {
                    final List<RowChange> changes = new ArrayList<>();
                    for (int id = i + worker; id < i + 40; id += 4) {
                        changes.add(delete(row(id, "e" + id, id)));
                    }
                    own.execute(new BatchOf(changes));
                }
            }
            return null;
        };
    }

    private void fill(final int rows) throws Exception {
        final List<RowChange> changes = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            changes.add(insert(i, "e" + i, i));
        }
        executor.execute(new BatchOf(changes));
    }

    private List<RowChange> deletesOf(final int from, final int to) {
        final List<RowChange> changes = new ArrayList<>();
        for (int i = from; i < to; i++) {
            changes.add(delete(row(i, "e" + i, i)));
        }
        return changes;
    }

    private long deletes() throws SQLException {
        return query("SHOW GLOBAL STATUS WHERE Variable_name IN ('Com_delete', 'Com_delete_multi')").stream()
                .mapToLong(line -> Long.parseLong(line.split(",", -1)[1]))
                .sum();
    }
}
