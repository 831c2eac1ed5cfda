// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.shyiko.mysql.binlog.event.PreviousGtidSetEventData;
import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.GtidSet;
import io.tidemark.core.location.Location;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.task.Server;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Events with GTIDs as MySQL 8.3 and later log them, byte by byte, which no server of the tests can. */
class TaggedGtidsTest {
    private static final int PREVIOUS_GTIDS = 35;
    private static final int GTID_TAGGED = 42;
    private static final String UUID = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
    private static final byte[] UUID_BYTES = HexFormat.of().parseHex(UUID.replace("-", ""));

    @Test
    void aHeadWithTagsIsRefusedInsteadOfTakenForAnother() {
        final byte[] head = EventBytes.event(
                PREVIOUS_GTIDS,
                EventBytes.bytes()
                        .number(1, 1)
                        .number(1, 6)
                        .number(1, 1)
                        .all(UUID_BYTES)
                        .number("tag".length() << 1, 1)
                        .all("tag".getBytes(StandardCharsets.UTF_8))
                        .number(1, 8)
                        .number(1, 8)
                        .number(6, 8)
                        .toArray());

        assertThatThrownBy(() -> EventBytes.decoded(head)).rootCause().hasMessageContaining("GTIDs have tags");
    }

    @Test
    void aHeadWithoutTagsIsReadAsBefore() throws Exception {
        final byte[] head = EventBytes.event(
                PREVIOUS_GTIDS,
                EventBytes.bytes()
                        .number(1, 8)
                        .all(UUID_BYTES)
                        .number(2, 8)
                        .number(1, 8)
                        .number(6, 8)
                        .number(7, 8)
                        .number(9, 8)
                        .toArray());

        assertThat(EventBytes.decoded(head)).singleElement().satisfies(event -> assertThat(
                        event.<PreviousGtidSetEventData>getData().getGtidSet())
                .isEqualTo(UUID + ":1-5:7-8"));
    }

    @Test
    void aTransactionWithATagIsRefusedByName() throws Exception {
        final byte[] gtid =
                EventBytes.event(GTID_TAGGED, EventBytes.bytes().all(UUID_BYTES).toArray());
        final BinlogReader reader = new BinlogReader(Location.at(new BinlogPosition("bin.000001", 4)), new Nobody());

        assertThatThrownBy(() -> reader.accept(EventBytes.decoded(gtid).get(0)))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("tagged GTIDs")
                .hasMessageContaining("bin.000001:4");
    }

    @Test
    void aServerWithTagsIsRefusedAtTheStart() {
        final Server server = new Server("db", 3306, "u", "p");

        assertThatThrownBy(() -> TaggedGtids.refuse(server, GtidSet.parse(UUID + ":1-5:blue:1-3")))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining(UUID)
                .hasMessageContaining("gtid_next");
        assertThatCode(() -> TaggedGtids.refuse(server, GtidSet.parse(UUID + ":1-5:7")))
                .doesNotThrowAnyException();
        assertThatCode(() -> TaggedGtids.refuse(server, GtidSet.EMPTY)).doesNotThrowAnyException();
    }
}
