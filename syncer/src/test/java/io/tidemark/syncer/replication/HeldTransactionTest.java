// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.GtidSet;
import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.row.Column;
import io.tidemark.syncer.row.ColumnType;
import io.tidemark.syncer.row.RowChange;
import io.tidemark.syncer.row.TableStructure;
import io.tidemark.syncer.row.UpstreamTransaction;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldTransactionTest {
    private static final TableId A = TableId.of("s", "a");
    private static final TableId B = TableId.of("s", "b");
    private static final TableStructure TABLE = new TableStructure(
            A, List.of(new Column("b", ColumnType.BYTES, 0, false, "", "", Column.Generation.NONE)), List.of());
    private static final BinlogPosition START = new BinlogPosition("binlog.000001", 400);

    private static final long GTID_KEY = -7_401_870_264_782_718_005L;
    private static final long POSITION_KEY = -723_948_477_052_941_289L;

    private static HeldTransaction of(final UpstreamTransaction transaction) {
        final HeldTransaction held = new HeldTransaction(3, 100);
        held.add(A, Location.at(START), row(transaction, 0, new byte[8]));
        return held;
    }

    private static RowChange row(final UpstreamTransaction transaction, final long row, final Object value) {
        return RowChange.insert(TABLE, new Object[] {value}, false).at(transaction, row);
    }

    private static UpstreamTransaction transaction(final String gtid, final BinlogPosition start) {
        return new UpstreamTransaction(gtid, start, GtidSet.EMPTY);
    }

    /** What earlier versions have written down is found by these numbers: new ones need another ROUTING. */
    @Test
    void isRoutedAlikeForEver() {
        assertThat(of(transaction("0-1-8", START)).routingKey()).isEqualTo(GTID_KEY);
        assertThat(of(transaction("", START)).routingKey()).isEqualTo(POSITION_KEY);
    }

    @Test
    void isRoutedByItsGtidWhereverItStands() {
        final BinlogPosition other = new BinlogPosition("mysql-bin.000077", 4);
        assertThat(of(transaction("0-1-8", other)).routingKey()).isEqualTo(GTID_KEY);
        assertThat(of(transaction("0-1-9", START)).routingKey()).isNotEqualTo(GTID_KEY);
        assertThat(of(transaction("", other)).routingKey()).isNotEqualTo(POSITION_KEY);
    }

    @Test
    void isTooLargeFromOneRowOrByteBeyondItsBoundsOn() {
        final UpstreamTransaction transaction = transaction("0-1-8", START);
        final HeldTransaction rows = of(transaction);
        rows.add(B, Location.at(START), row(transaction, 1, null));
        rows.add(A, Location.at(START), row(transaction, 2, null));
        assertThat(rows.isTooLarge()).isFalse();
        assertThat(rows.tables()).containsExactly(A, B);
        rows.add(B, Location.at(START), row(transaction, 3, null));
        assertThat(rows.isTooLarge()).isTrue();
        final HeldTransaction bytes = of(transaction);
        bytes.add(A, Location.at(START), row(transaction, 1, new byte[68]));
        assertThat(bytes.isTooLarge()).isFalse();
        assertThat(bytes.take()).hasSize(2);
        assertThat(bytes.isEmpty()).isTrue();
        bytes.add(A, Location.at(START), row(transaction, 0, new byte[101]));
        assertThat(bytes.isTooLarge()).isTrue();
    }
}
