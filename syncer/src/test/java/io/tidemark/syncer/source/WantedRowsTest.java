// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import static io.tidemark.syncer.source.EventBytes.WRITE_ROWS;
import static io.tidemark.syncer.source.EventBytes.bytes;
import static io.tidemark.syncer.source.EventBytes.rows;
import static io.tidemark.syncer.source.EventBytes.tableMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventData;
import com.github.shyiko.mysql.binlog.event.TransactionPayloadEventData;
import com.github.shyiko.mysql.binlog.event.WriteRowsEventData;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import io.tidemark.core.schema.TableId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows that nobody wants are not decoded, not even broken ones. */
class WantedRowsTest {
    private static final byte[] INT = {3};
    private static final byte[] NO_METADATA = {};
    private static final byte[] TABLE = tableMap(INT, NO_METADATA);
    private static final byte[] ROW = rows(WRITE_ROWS, 1, bytes().number(42, 4).toArray());
    private static final byte[] BROKEN =
            rows(WRITE_ROWS, 1, bytes().number(42, 1).toArray());

    private final List<String> asked = new ArrayList<>();

    private List<Event> decoded(final boolean wanted, final byte[]... events) throws IOException {
        final EventDecoder decoder = EventDecoder.forStream(SessionNames.UNKNOWN, (table, kind) -> {
            asked.add(table + " " + kind);
            return wanted || !table.equals(TableId.of("app", "t"));
        });
        final EventBytes stream = bytes();
        for (final byte[] event : events) {
            stream.all(event);
        }
        final ByteArrayInputStream input = new ByteArrayInputStream(stream.toArray());
        final List<Event> decoded = new ArrayList<>();
        for (Event event = decoder.nextEvent(input); event != null; event = decoder.nextEvent(input)) {
            decoded.add(event);
        }
        return decoded;
    }

    @Test
    void passesOverRowsOfATableThatNobodyWants() throws IOException {
        final List<Event> events = decoded(false, TABLE, BROKEN, TABLE, ROW);
        assertThat(events.get(1).<EventData>getData()).isInstanceOf(WantedRows.PassedOver.class);
        assertThat(events.get(3).<EventData>getData()).isInstanceOf(WantedRows.PassedOver.class);
    }

    @Test
    void asksOnceForEachKindOfChangeOfATable() throws IOException {
        decoded(false, TABLE, ROW, TABLE, ROW, TABLE, ROW);
        assertThat(asked).containsExactly("`app`.`t` INSERT", "`app`.`t` UPDATE", "`app`.`t` DELETE");
    }

    @Test
    void decodesRowsThatAreWanted() throws IOException {
        final WriteRowsEventData rows = decoded(true, TABLE, ROW).get(1).getData();
        assertThat(rows.getRows()).hasSize(1);
        assertThat(rows.getRows().get(0)).containsExactly(42);
    }

    @Test
    void passesOverRowsOfCompressedTransactionsToo() throws IOException {
        final TransactionPayloadEventData payload =
                decoded(false, EventBytes.payload(TABLE, BROKEN)).get(0).getData();
        assertThat(payload.getUncompressedEvents().get(1).<EventData>getData())
                .isInstanceOf(WantedRows.PassedOver.class);
    }
}
