// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.Zstd;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes events as a MySQL server would, byte by byte, without checksums. Numbers are little-endian. */
final class EventBytes {
    static final int TABLE_MAP = 19;
    static final int WRITE_ROWS = 30;
    static final int UPDATE_ROWS = 31;
    static final int DELETE_ROWS = 32;
    static final int PARTIAL_UPDATE_ROWS = 39;
    static final int TRANSACTION_PAYLOAD = 40;

    private static final int HEADER = 19;
    private static final int TABLE_ID = 7;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private EventBytes() {}

    static EventBytes bytes() {
        return new EventBytes();
    }

    /** A number of so many bytes. */
    EventBytes number(final long value, final int width) {
        for (int i = 0; i < width; i++) {
            bytes.write((int) (value >> (8 * i)));
        }
        return this;
    }

    EventBytes all(final byte[] content) {
        bytes.writeBytes(content);
        return this;
    }

    /** A value behind its length of 4 bytes. */
    EventBytes blob(final byte[] content) {
        return number(content.length, 4).all(content);
    }

    byte[] toArray() {
        return bytes.toByteArray();
    }

    /** An event with a header. */
    static byte[] event(final int type, final byte[] body) {
        return bytes().number(0, 4)
                .number(type, 1)
                .number(1, 4)
                .number(HEADER + body.length, 4)
                .number(0, 4)
                .number(0, 2)
                .all(body)
                .toArray();
    }

    /** Table {@code app.t} of columns without names. */
    static byte[] tableMap(final byte[] types, final byte[] metadata) {
        return event(
                TABLE_MAP,
                bytes().number(TABLE_ID, 6)
                        .number(0, 2)
                        .number(3, 1)
                        .all("app\0".getBytes(UTF_8))
                        .number(1, 1)
                        .all("t\0".getBytes(UTF_8))
                        .number(types.length, 1)
                        .all(types)
                        .number(metadata.length, 1)
                        .all(metadata)
                        .number(0xFF, 1)
                        .toArray());
    }

    /** Rows of up to 8 columns, all included, of which none is NULL; one image after the other. */
    static byte[] rows(final int type, final int columns, final byte[]... images) {
        final int all = (1 << columns) - 1;
        final EventBytes body = bytes().number(TABLE_ID, 6).number(1, 2).number(2, 2);
        body.number(columns, 1).number(all, 1).number(all, type == UPDATE_ROWS ? 1 : 0);
        for (final byte[] image : images) {
            body.number(0, 1).all(image);
        }
        return event(type, body.toArray());
    }

    /** A compressed transaction. */
    static byte[] payload(final byte[]... events) {
        final EventBytes inside = bytes();
        for (final byte[] event : events) {
            inside.all(event);
        }
        final byte[] plain = inside.toArray();
        final byte[] compressed = Zstd.compress(plain);
        return event(
                TRANSACTION_PAYLOAD,
                bytes().number(2, 1)
                        .number(1, 1)
                        .number(0, 1)
                        .number(3, 1)
                        .number(3, 1)
                        .number(0xFC, 1)
                        .number(plain.length, 2)
                        .number(1, 1)
                        .number(3, 1)
                        .number(0xFC, 1)
                        .number(compressed.length, 2)
                        .number(0, 1)
                        .all(compressed)
                        .toArray());
    }

    /** What the source's decoder makes of events. */
    static List<Event> decoded(final byte[]... events) throws IOException {
        final EventBytes stream = bytes();
        for (final byte[] event : events) {
            stream.all(event);
        }
        final EventDecoder decoder = EventDecoder.forStream();
        final ByteArrayInputStream input = new ByteArrayInputStream(stream.toArray());
        final List<Event> decoded = new ArrayList<>();
        for (Event event = decoder.nextEvent(input); event != null; event = decoder.nextEvent(input)) {
            decoded.add(event);
        }
        return decoded;
    }
}
