// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import com.github.luben.zstd.Zstd;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.TransactionPayloadEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDataDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A compressed transaction of MySQL. The connector's own decoder reads the events inside with default settings, so that
 * their values would be of other types than everywhere else.
 */
final class PayloadDecoder implements EventDataDeserializer<TransactionPayloadEventData> {
    private static final int END_OF_FIELDS = 0;
    private static final int PAYLOAD_SIZE = 1;
    private static final int COMPRESSION = 2;
    private static final int UNCOMPRESSED_SIZE = 3;
    private static final int ZSTD = 0;
    private static final int UNCOMPRESSED = 255;

    private final EventDecoder decoder;

    /**
     * A decoder of payloads.
     *
     * @param decoder decodes the events inside; events in a payload have no checksum.
     */
    PayloadDecoder(final EventDecoder decoder) {
        this.decoder = decoder;
    }

    @Override
    public TransactionPayloadEventData deserialize(final ByteArrayInputStream input) throws IOException {
        final TransactionPayloadEventData data = new TransactionPayloadEventData();
        data.setCompressionType(UNCOMPRESSED);
        for (int field = input.readPackedInteger(); field != END_OF_FIELDS; field = input.readPackedInteger()) {
            final int length = input.readPackedInteger();
            switch (field) {
                case PAYLOAD_SIZE -> data.setPayloadSize(input.readPackedInteger());
                case COMPRESSION -> data.setCompressionType(input.readPackedInteger());
                case UNCOMPRESSED_SIZE -> data.setUncompressedSize(input.readPackedInteger());
                default -> input.skip(length);
            }
        }
        data.setUncompressedEvents(new ArrayList<>(events(uncompressed(input.read(data.getPayloadSize()), data))));
        return data;
    }

    private static byte[] uncompressed(final byte[] payload, final TransactionPayloadEventData data)
            throws IOException {
        return switch (data.getCompressionType()) {
            case ZSTD -> Zstd.decompress(payload, data.getUncompressedSize());
            case UNCOMPRESSED -> payload;
            default -> throw new IOException("compression type " + data.getCompressionType() + " is not known");
        };
    }

    private List<Event> events(final byte[] bytes) throws IOException {
        final ByteArrayInputStream input = new ByteArrayInputStream(bytes);
        final List<Event> events = new ArrayList<>();
        for (Event event = decoder.nextEvent(input); event != null; event = decoder.nextEvent(input)) {
            events.add(event);
        }
        return events;
    }
}
