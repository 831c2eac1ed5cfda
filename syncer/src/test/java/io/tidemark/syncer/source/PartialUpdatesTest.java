// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import static io.tidemark.syncer.source.EventBytes.decoded;
import static io.tidemark.syncer.source.EventBytes.event;
import static io.tidemark.syncer.source.EventBytes.payload;
import static io.tidemark.syncer.source.EventBytes.tableMap;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.TransactionPayloadEventData;
import com.github.shyiko.mysql.binlog.event.UpdateRowsEventData;
import java.io.IOException;
import java.io.Serializable;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Events that MySQL 8.0.33 wrote with {@code binlog_row_value_options=PARTIAL_JSON}; the table's number is another. */
class PartialUpdatesTest {
    private static final byte JSON = (byte) 245;
    /** INT and two JSON. */
    private static final byte[] TABLE = tableMap(new byte[] {3, JSON, JSON}, new byte[] {4, 4});

    private static final String NUMBER = "07";

    /**
     * What {@code SET j = JSON_SET(JSON_REMOVE(j, '$.a[0]'), '$."b c"', TRUE), k = JSON_SET(k, '$[last]',
     * 18446744073709551615)} wrote.
     */
    private static final String BOTH = NUMBER
            + "00000000000100020003ffff00010000004d0000000002004c0012000100130003000216000c2300617061"
            + "6403000d000501000502000503002830313233343536373839303132333435363738393031323334353637"
            + "3839303132333435363738393e0000000202003d000c0a0005010032303132333435363738393031323334"
            + "35363738393031323334353637383930313233343536373839303132333435363738390103000100000014"
            + "0000000206242e615b305d0107242e2262206322020401130000000007245b6c6173745d090affffffffff"
            + "ffffff";

    /** What {@code SET j = JSON_SET(j, '$.b', 2)} wrote with binlog_row_image=MINIMAL, of a table of 6 columns. */
    private static final String WITHOUT_BEFORE =
            NUMBER + "0000000000010002000601020001000000010100090000000003242e6203050200";

    private static final String PAD = "0123456789012345678901234567890123456789";

    @Test
    void becomeWholeDocuments() throws Exception {
        assertBoth(decoded(TABLE, partial(BOTH)).get(1).getData());
    }

    @Test
    void becomeWholeDocumentsInsideCompressedTransactions() throws Exception {
        final TransactionPayloadEventData payload =
                decoded(payload(TABLE, partial(BOTH))).get(0).getData();

        assertBoth(payload.getUncompressedEvents().get(1).getData());
    }

    @Test
    void becomeWholeDocumentsRowByRow() throws Exception {
        final String header = BOTH.substring(0, 26);
        final String row = BOTH.substring(26);
        final UpdateRowsEventData updates =
                decoded(TABLE, partial(header + row + row)).get(1).getData();

        assertThat(updates.getRows()).hasSize(2);
        assertThat(updates.getRows().get(1).getValue())
                .isEqualTo(updates.getRows().get(0).getValue());
    }

    @Test
    void keepWhatTheyLackForWhoeverRefusesThem() throws Exception {
        final byte[] table = tableMap(new byte[] {3, JSON, 15, JSON, 3, JSON}, new byte[] {4, 64, 31, 4, 4});
        final Event event = decoded(table, partial(WITHOUT_BEFORE)).get(1);

        final UpdateRowsEventData updates = event.getData();
        assertThat(updates.getIncludedColumnsBeforeUpdate().cardinality()).isEqualTo(1);
        assertThat(updates.getRows()).isEmpty();
    }

    @Test
    void areRefusedWithOptionsThatNobodyKnows() {
        final String options = BOTH.replace("01030001000000140000", "02030001000000140000");
        assertThat(options).isNotEqualTo(BOTH);

        assertThatThrownBy(() -> decoded(TABLE, partial(options)))
                .isInstanceOf(IOException.class)
                .hasRootCauseMessage(
                        "rows have options 2, which are not known: turn off binlog_row_value_options on the upstream");
    }

    private static byte[] partial(final String body) {
        return event(EventBytes.PARTIAL_UPDATE_ROWS, HexFormat.of().parseHex(body));
    }

    private static void assertBoth(final UpdateRowsEventData updates) {
        assertThat(updates.getTableId()).isEqualTo(7);
        assertThat(updates.getRows()).hasSize(1);
        final Map.Entry<Serializable[], Serializable[]> row = updates.getRows().get(0);
        assertRow(row.getKey(), "{\"a\": [1, 2, 3], \"pad\": \"" + PAD + "\"}", "[\"" + PAD + "0123456789\", 1]");
        assertRow(
                row.getValue(),
                "{\"a\": [2, 3], \"b c\": true, \"pad\": \"" + PAD + "\"}",
                "[\"" + PAD + "0123456789\", 18446744073709551615]");
    }

    private static void assertRow(final Serializable[] row, final String j, final String k) {
        assertThat(row).containsExactly(1, j.getBytes(UTF_8), k.getBytes(UTF_8));
    }
}
