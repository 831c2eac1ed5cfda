// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import static io.tidemark.syncer.source.EventBytes.bytes;
import static io.tidemark.syncer.source.EventBytes.decoded;
import static io.tidemark.syncer.source.EventBytes.payload;
import static io.tidemark.syncer.source.EventBytes.rows;
import static io.tidemark.syncer.source.EventBytes.tableMap;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.shyiko.mysql.binlog.event.DeleteRowsEventData;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.TransactionPayloadEventData;
import com.github.shyiko.mysql.binlog.event.UpdateRowsEventData;
import com.github.shyiko.mysql.binlog.event.WriteRowsEventData;
import java.io.Serializable;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cells of MySQL's type JSON, which no test server here has. */
class JsonCellsTest {
    private static final int COLUMNS = 3;
    /** INT, JSON and LONGTEXT; of the last two the bytes of a length are told. */
    private static final byte[] TABLE = tableMap(new byte[] {3, (byte) 245, (byte) 252}, new byte[] {4, 4});

    /** {@code {"a": 1}} and {@code [70000, null]}. */
    private static final byte[] OBJECT = HexFormat.of().parseHex("0001000c000b00010005010061");

    private static final byte[] ARRAY = HexFormat.of().parseHex("0202000e00070a0004000070110100");

    @Test
    void leaveAsTextInEveryKindOfRows() throws Exception {
        final List<Event> events = decoded(
                TABLE,
                rows(EventBytes.WRITE_ROWS, COLUMNS, row(1, OBJECT), row(2, ARRAY)),
                rows(EventBytes.UPDATE_ROWS, COLUMNS, row(1, OBJECT), row(1, ARRAY)),
                rows(EventBytes.DELETE_ROWS, COLUMNS, row(2, ARRAY)));

        final WriteRowsEventData inserts = events.get(1).getData();
        assertRow(inserts.getRows().get(0), 1, "{\"a\": 1}", OBJECT);
        assertRow(inserts.getRows().get(1), 2, "[70000, null]", ARRAY);
        final UpdateRowsEventData updates = events.get(2).getData();
        assertRow(updates.getRows().get(0).getKey(), 1, "{\"a\": 1}", OBJECT);
        assertRow(updates.getRows().get(0).getValue(), 1, "[70000, null]", ARRAY);
        final DeleteRowsEventData deletes = events.get(3).getData();
        assertRow(deletes.getRows().get(0), 2, "[70000, null]", ARRAY);
    }

    @Test
    void leaveAsTextInsideCompressedTransactions() throws Exception {
        final TransactionPayloadEventData payload = decoded(
                        payload(TABLE, rows(EventBytes.WRITE_ROWS, COLUMNS, row(1, OBJECT), row(2, ARRAY))))
                .get(0)
                .getData();

        final WriteRowsEventData inserts =
                payload.getUncompressedEvents().get(1).getData();
        assertRow(inserts.getRows().get(0), 1, "{\"a\": 1}", OBJECT);
        assertRow(inserts.getRows().get(1), 2, "[70000, null]", ARRAY);
    }

    @Test
    void keepTheLettersOfAllLanguages() throws Exception {
        final byte[] text = "ä€😀".getBytes(UTF_8);
        final byte[] document =
                bytes().number(0x0C, 1).number(text.length, 1).all(text).toArray();
        final WriteRowsEventData inserts = decoded(TABLE, rows(EventBytes.WRITE_ROWS, COLUMNS, row(1, document)))
                .get(1)
                .getData();

        assertRow(inserts.getRows().get(0), 1, "\"ä€😀\"", document);
    }

    @Test
    void areRefusedWhereTextWouldNotSayTheSame() {
        final byte[] decimal = HexFormat.of().parseHex("0ff60c1401810dfb38d2075bcd1505");

        assertThatThrownBy(() -> decoded(TABLE, rows(EventBytes.WRITE_ROWS, COLUMNS, row(1, decimal))))
                .hasMessageContaining("1234567890123456789.5");
        assertThatThrownBy(() -> decoded(TABLE, rows(EventBytes.WRITE_ROWS, COLUMNS, row(1, new byte[] {0, 1}))))
                .hasMessageContaining("a JSON document ends too early");
    }

    private static byte[] row(final int id, final byte[] document) {
        // the same bytes as a text: only the column's type tells both apart
        return bytes().number(id, 4).blob(document).blob(document).toArray();
    }

    private static void assertRow(
            final Serializable[] row, final int id, final String json, final byte[] untouchedText) {
        assertThat(row).containsExactly(id, json.getBytes(UTF_8), untouchedText);
    }
}
