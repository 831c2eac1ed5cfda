// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventData;
import com.github.shyiko.mysql.binlog.event.EventHeaderV4;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.GtidEventData;
import com.github.shyiko.mysql.binlog.event.MySqlGtid;
import com.github.shyiko.mysql.binlog.event.PreviousGtidSetEventData;
import com.github.shyiko.mysql.binlog.event.QueryEventData;
import com.github.shyiko.mysql.binlog.event.RotateEventData;
import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.TransactionPayloadEventData;
import com.github.shyiko.mysql.binlog.event.WriteRowsEventData;
import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.Location;
import io.tidemark.syncer.failure.OperatorException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The streams of MySQL, which no test server here sends. */
class BinlogReaderTest {
    private static final UUID SOURCE = UUID.fromString("3e11fa47-71ca-11e1-9e33-c80aa9429562");

    private final List<String> calls = new ArrayList<>();
    private BinlogReader reader = startingAt(Location.at(new BinlogPosition("bin.000001", 4)));

    @Test
    void countsGtidsFromTheHeadOfAFileOn() throws InterruptedException {
        rotate("bin.000001", 0);
        accept(EventType.FORMAT_DESCRIPTION, 120, null);
        accept(EventType.PREVIOUS_GTIDS, 190, new PreviousGtidSetEventData(SOURCE + ":1-6"));
        transaction(7, 300);

        assertThat(calls).containsExactly("rows", "end bin.000001:300 gtids " + SOURCE + ":1-7");
    }

    @Test
    void namesNoGtidsAsLongAsItDoesNotKnowThoseBeforeTheStart() throws InterruptedException {
        reader = startingAt(Location.at(new BinlogPosition("bin.000001", 190)));
        rotate("bin.000001", 0);
        accept(EventType.FORMAT_DESCRIPTION, 0, null);
        transaction(7, 300);
        rotate("bin.000002", 344);
        rotate("bin.000002", 0);
        accept(EventType.PREVIOUS_GTIDS, 190, new PreviousGtidSetEventData(SOURCE + ":1-7"));
        transaction(8, 300);

        assertThat(calls)
                .containsExactly(
                        "rows",
                        "end bin.000001:300",
                        "idle bin.000002:4",
                        "rows",
                        "end bin.000002:300 gtids " + SOURCE + ":1-8");
    }

    @Test
    void aCompressedTransactionEndsBehindItsPayload() throws InterruptedException {
        rotate("bin.000001", 0);
        final TransactionPayloadEventData payload = new TransactionPayloadEventData();
        payload.setUncompressedEvents(new ArrayList<>(List.of(
                event(EventType.QUERY, 0, query("BEGIN")),
                event(EventType.TABLE_MAP, 0, table()),
                event(EventType.EXT_WRITE_ROWS, 0, row()),
                event(EventType.XID, 0, null))));
        accept(EventType.ANONYMOUS_GTID, 200, null);
        accept(EventType.TRANSACTION_PAYLOAD, 500, payload);

        assertThat(calls).containsExactly("rows", "end bin.000001:500");
    }

    @Test
    void aTableMadeOfAQueryIsCreatedWithoutATransactionOfItsOwn() throws InterruptedException {
        rotate("bin.000001", 0);
        accept(EventType.ANONYMOUS_GTID, 200, null);
        accept(EventType.QUERY, 210, query("BEGIN"));
        accept(EventType.QUERY, 220, query("CREATE TABLE `t` (\n  `id` int NOT NULL\n) START TRANSACTION"));
        accept(EventType.TABLE_MAP, 230, table());
        accept(EventType.EXT_WRITE_ROWS, 240, row());
        accept(EventType.XID, 300, null);

        assertThat(calls)
                .containsExactly("statement CREATE TABLE `t` (\n  `id` int NOT NULL\n)", "rows", "end bin.000001:300");
    }

    @Test
    void saysNothingOfIdlenessInsideATransaction() throws InterruptedException {
        rotate("bin.000001", 0);
        accept(EventType.GTID, 200, gtid(1));
        accept(EventType.HEARTBEAT, 200, null);
        accept(EventType.QUERY, 250, query("BEGIN"));
        accept(EventType.HEARTBEAT, 250, null);
        accept(EventType.XID, 300, null);
        accept(EventType.HEARTBEAT, 300, null);

        assertThat(calls).containsExactly("end bin.000001:300", "idle bin.000001:300");
    }

    @Test
    void refusesToTakeBackRowsThatWereHandedOver() throws InterruptedException {
        rotate("bin.000001", 0);
        accept(EventType.QUERY, 200, query("BEGIN"));
        accept(EventType.QUERY, 210, query("SAVEPOINT `s`"));
        accept(EventType.QUERY, 220, query("ROLLBACK TO `s`"));
        accept(EventType.TABLE_MAP, 230, table());
        accept(EventType.EXT_WRITE_ROWS, 240, row());

        assertThatThrownBy(() -> accept(EventType.QUERY, 250, query("ROLLBACK")))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("takes back rows");
    }

    @Test
    void refusesAStartInsideATransaction() throws InterruptedException {
        rotate("bin.000001", 0);
        accept(EventType.TABLE_MAP, 230, table());

        assertThatThrownBy(() -> accept(EventType.EXT_WRITE_ROWS, 240, row()))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("inside a transaction");
    }

    @Test
    void refusesAFileThatEndsInsideATransaction() throws InterruptedException {
        rotate("bin.000001", 0);
        accept(EventType.QUERY, 200, query("BEGIN"));

        assertThatThrownBy(() -> rotate("bin.000002", 0))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("bin.000001 ends inside the transaction");
    }

    @Test
    void refusesEventsItDoesNotKnowUnlessTheyMayBeIgnored() throws InterruptedException {
        rotate("bin.000001", 0);
        final Event ignorable = event(EventType.UNKNOWN, 200, null);
        ignorable.<EventHeaderV4>getHeader().setFlags(0x80);
        reader.accept(ignorable);

        assertThatThrownBy(() -> accept(EventType.UNKNOWN, 240, null)).isInstanceOf(OperatorException.class);
    }

    private void transaction(final long number, final long end) throws InterruptedException {
        accept(EventType.GTID, end - 60, gtid(number));
        accept(EventType.QUERY, end - 50, query("BEGIN"));
        accept(EventType.TABLE_MAP, end - 40, table());
        accept(EventType.EXT_WRITE_ROWS, end - 30, row());
        accept(EventType.XID, end, null);
    }

    private void rotate(final String file, final long next) throws InterruptedException {
        final RotateEventData data = new RotateEventData();
        data.setBinlogFilename(file);
        data.setBinlogPosition(4);
        accept(EventType.ROTATE, next, data);
    }

    private void accept(final EventType type, final long next, final EventData data) throws InterruptedException {
        reader.accept(event(type, next, data));
    }

    private static Event event(final EventType type, final long next, final EventData data) {
        final EventHeaderV4 header = new EventHeaderV4();
        header.setEventType(type);
        header.setEventLength(10);
        header.setNextPosition(next);
        return new Event(header, data);
    }

    private static GtidEventData gtid(final long number) {
        return new GtidEventData(new MySqlGtid(SOURCE, number), (byte) 0, 0, 0, 0, 0, 0, 0, 0);
    }

    private static QueryEventData query(final String sql) {
        final QueryEventData data = new QueryEventData();
        data.setDatabase("app");
        data.setSql(sql);
        return data;
    }

    private static TableMapEventData table() {
        final TableMapEventData data = new TableMapEventData();
        data.setTableId(1);
        data.setDatabase("app");
        data.setTable("t");
        data.setColumnTypes(new byte[] {3});
        data.setColumnMetadata(new int[] {0});
        return data;
    }

    private static WriteRowsEventData row() {
        final WriteRowsEventData data = new WriteRowsEventData();
        data.setTableId(1);
        data.setIncludedColumns(BitSet.valueOf(new long[] {1}));
        data.setRows(List.of(new Serializable[][] {{1}}));
        return data;
    }

    private BinlogReader startingAt(final Location start) {
        return new BinlogReader(start, new SourceHandler() {
            @Override
            public void rows(final RowsEvent event) {
                calls.add("rows");
            }

            @Override
            public void transactionEnd(final Location after) {
                calls.add("end " + after);
            }

            @Override
            public void statement(final SourceStatement statement) {
                calls.add("statement " + statement.sql());
            }

            @Override
            public void idle(final Location boundary) {
                calls.add("idle " + boundary);
            }
        });
    }
}
