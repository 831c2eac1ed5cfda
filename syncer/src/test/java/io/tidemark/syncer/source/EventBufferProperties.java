// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The buffer reads what the connector's own stream does, and takes no byte of the next event. */
class EventBufferProperties {
    private static final int LENGTH_AT = 9;
    private static final int CHECKSUM = 4;

    @Property(tries = 300)
    void readsAsTheConnectorsStreamDoes(
            @ForAll @Size(min = 1, max = 4) final List<@IntRange(max = 40_000) Integer> bodies, @ForAll final long seed)
            throws IOException {
        final byte[][] events =
                bodies.stream().map(body -> event(body + CHECKSUM, seed)).toArray(byte[][]::new);
        final ByteArrayInputStream stream = new ByteArrayInputStream(inPieces(events));
        final EventBuffer buffer = new EventBuffer();
        for (final byte[] event : events) {
            assertThat(stream.peek()).isEqualTo(event[0] & 0xFF);
            buffer.fill(stream);
            readAlike(buffer, new ByteArrayInputStream(event), event.length, new Random(seed));
        }
        assertThat(stream.peek()).isEqualTo(-1);
    }

    private static void readAlike(
            final EventBuffer buffer, final ByteArrayInputStream plain, final int length, final Random random)
            throws IOException {
        assertThat(buffer.read(EventBuffer.HEADER_BYTES)).isEqualTo(plain.read(EventBuffer.HEADER_BYTES));
        final int body = length - EventBuffer.HEADER_BYTES - CHECKSUM;
        buffer.enterBlock(body);
        plain.enterBlock(body);
        for (int step = 0; step < 50 && plain.available() > 8; step++) {
            assertThat(buffer.available()).isEqualTo(plain.available());
            switch (random.nextInt(5)) {
                case 0 -> assertThat(buffer.read()).isEqualTo(plain.read());
                case 1 -> assertThat(buffer.readLong(8)).isEqualTo(plain.readLong(8));
                case 2 -> assertThat(buffer.readInteger(3)).isEqualTo(plain.readInteger(3));
                case 3 -> {
                    final int some = random.nextInt(plain.available());
                    assertThat(buffer.read(some)).isEqualTo(plain.read(some));
                }
                default -> assertThat(buffer.skip(2)).isEqualTo(plain.skip(2));
            }
        }
        buffer.skipToTheEndOfTheBlock();
        plain.skipToTheEndOfTheBlock();
        assertThat(buffer.read(CHECKSUM)).isEqualTo(plain.read(CHECKSUM));
    }

    @Example
    void aBlockEndsBeforeWhatComesBehindIt() throws IOException {
        final EventBuffer buffer = new EventBuffer();
        buffer.fill(new ByteArrayInputStream(event(8, 1)));
        buffer.skip(EventBuffer.HEADER_BYTES);
        buffer.enterBlock(4);

        assertThat(buffer.read(new byte[9], 0, 9)).isEqualTo(4);
        assertThat(buffer.peek()).isEqualTo(-1);
        assertThat(buffer.read(new byte[1], 0, 1)).isEqualTo(-1);
        assertThatThrownBy(buffer::read).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> buffer.readLong(2)).isInstanceOf(EOFException.class);
        buffer.skipToTheEndOfTheBlock();
        assertThat(buffer.available()).isEqualTo(4);
    }

    @Example
    void refusesAnEventThatEndsEarlyOrIsShorterThanItsHeader() {
        final byte[] cut = Arrays.copyOf(event(100, 1), 50);
        assertThatThrownBy(() -> new EventBuffer().fill(new ByteArrayInputStream(cut)))
                .isInstanceOf(EOFException.class);
        final byte[] tiny = event(0, 1);
        tiny[LENGTH_AT] = 3;
        assertThatThrownBy(() -> new EventBuffer().fill(new ByteArrayInputStream(tiny)))
                .hasMessageContaining("3 bytes");
    }

    private static byte[] event(final int body, final long seed) {
        final byte[] bytes = new byte[EventBuffer.HEADER_BYTES + body];
        new Random(seed + body).nextBytes(bytes);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(LENGTH_AT, bytes.length);
        return bytes;
    }

    /** A stream that ends each read where an event ends, as a connection may. */
    private static InputStream inPieces(final byte[][] events) {
        InputStream all = InputStream.nullInputStream();
        for (final byte[] event : events) {
            all = new SequenceInputStream(all, new java.io.ByteArrayInputStream(event));
        }
        return all;
    }
}
