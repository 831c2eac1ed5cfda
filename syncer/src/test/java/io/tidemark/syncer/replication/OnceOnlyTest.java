// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.GtidSet;
import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.ddl.LoggedSession;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.row.UpstreamTransaction;
import io.tidemark.syncer.source.Nobody;
import io.tidemark.syncer.source.RowsEvent;
import io.tidemark.syncer.source.SourceStatement;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OnceOnlyTest {
    private static final Location END = Location.at(new BinlogPosition("b.000001", 900));

    private final List<String> handed = new ArrayList<>();
    private final OnceOnly once = new OnceOnly(new Nobody() {
        @Override
        public void rows(final RowsEvent event) {
            event.after().forEach(row -> handed.add("row " + row[0]));
        }

        @Override
        public void statement(final SourceStatement statement) {
            handed.add(statement.sql());
        }

        @Override
        public void transactionEnd(final Location after) {
            handed.add("end");
        }

        @Override
        public void idle(final Location boundary) {
            handed.add("idle");
        }
    });

    /** Each row is its number within the transaction. */
    private static RowsEvent rows(final String gtid, final int first, final int count) {
        final List<Serializable[]> after = IntStream.range(first, first + count)
                .mapToObj(row -> new Serializable[] {row})
                .toList();
        return new RowsEvent(
                RowsEvent.Kind.INSERT,
                TableId.of("s", "t"),
                List.of(),
                List.of(),
                after,
                END,
                new UpstreamTransaction(gtid, new BinlogPosition("b.000001", 100), GtidSet.EMPTY),
                first);
    }

    private static SourceStatement inside(final String sql) {
        return new SourceStatement("s", sql, "", END, true, LoggedSession.UNKNOWN);
    }

    @Test
    void leavesOutWhatWasHandedOverOfTheTransactionThatBrokeOff() throws Exception {
        once.statement(inside("CREATE TABLE t"));
        once.rows(rows("0-1-7", 0, 2));
        once.rows(rows("0-1-7", 2, 3));
        assertThat(once.isAtBoundary()).isFalse();
        once.repeatsFromBoundary();
        once.idle(END);
        once.statement(inside("CREATE TABLE t"));
        once.rows(rows("0-1-7", 0, 2));
        once.repeatsFromBoundary();
        once.statement(inside("CREATE TABLE t"));
        // another server may cut its events elsewhere
        once.rows(rows("0-1-7", 0, 1));
        once.rows(rows("0-1-7", 1, 6));
        once.transactionEnd(END);
        assertThat(handed)
                .containsExactly(
                        "CREATE TABLE t", "row 0", "row 1", "row 2", "row 3", "row 4", "row 5", "row 6", "end");
        assertThat(once.isAtBoundary()).isTrue();
    }

    @Test
    void beginsTheNextTransactionAnew() throws Exception {
        once.rows(rows("0-1-7", 0, 2));
        once.transactionEnd(END);
        once.repeatsFromBoundary();
        once.rows(rows("0-1-8", 0, 1));
        once.transactionEnd(END);
        once.idle(END);
        assertThat(handed).containsExactly("row 0", "row 1", "end", "row 0", "end", "idle");
    }

    @Test
    void refusesAnotherTransactionInPlaceOfTheOneThatBrokeOff() throws Exception {
        once.rows(rows("0-1-7", 0, 2));
        once.repeatsFromBoundary();
        assertThatThrownBy(() -> once.rows(rows("0-2-7", 0, 2)))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("0-1-7")
                .hasMessageContaining("0-2-7")
                .hasMessageContaining("copy the data anew");
    }

    @Test
    void refusesATransactionThatHasBecomeShorter() throws Exception {
        once.rows(rows("0-1-7", 0, 2));
        once.repeatsFromBoundary();
        once.rows(rows("0-1-7", 0, 1));
        assertThatThrownBy(() -> once.transactionEnd(END)).isInstanceOf(OperatorException.class);
    }
}
