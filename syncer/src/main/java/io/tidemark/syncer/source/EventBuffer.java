// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/**
 * One event after the other, each read from the connection as a whole, header, body and checksum. The connector's own
 * stream reads byte by byte through several others, and throws an array away for whatever it passes over; that costs more
 * than the decoding of a short event. What a decoder keeps, it copies out, as before. One thread.
 */
final class EventBuffer extends ByteArrayInputStream {
    static final int HEADER_BYTES = 19;

    private static final int LENGTH_AT = 9;
    private static final int NO_BLOCK = -1;
    private static final int FIRST_BYTES = 16 << 10;
    /** What a greater event took goes with it. */
    private static final int KEPT_BYTES = 1 << 20;

    private byte[] bytes = new byte[FIRST_BYTES];
    private int at;
    private int size;
    /** Where the block ends that was entered; {@link #NO_BLOCK} outside of one. */
    private int blockEnd = NO_BLOCK;

    EventBuffer() {
        super(new byte[0]);
    }

    /**
     * Takes the next event out of a stream.
     *
     * @throws IOException if the stream ends before, or what it holds is no event.
     */
    void fill(final ByteArrayInputStream from) throws IOException {
        if (bytes.length > KEPT_BYTES) {
            bytes = new byte[FIRST_BYTES];
        }
        from.fill(bytes, 0, HEADER_BYTES);
        at = 0;
        blockEnd = NO_BLOCK;
        size = HEADER_BYTES;
        final int length = length();
        if (length < HEADER_BYTES) {
            throw new IOException("an event says that it has " + length + " bytes, fewer than its header");
        }
        if (bytes.length < length) {
            bytes = Arrays.copyOf(bytes, length);
        }
        from.fill(bytes, HEADER_BYTES, length - HEADER_BYTES);
        size = length;
    }

    private int length() {
        int length = 0;
        for (int i = 3; i >= 0; i--) {
            length = length << 8 | (bytes[LENGTH_AT + i] & 0xFF);
        }
        return length;
    }

    private int end() {
        return blockEnd == NO_BLOCK ? size : blockEnd;
    }

    @Override
    public int readInteger(final int length) throws IOException {
        return (int) readLong(length);
    }

    @Override
    public long readLong(final int length) throws IOException {
        if (end() - at < length) {
            throw ended();
        }
        long value = 0;
        for (int i = length - 1; i >= 0; i--) {
            value = value << 8 | (bytes[at + i] & 0xFF);
        }
        at += length;
        return value;
    }

    @Override
    public int peek() {
        return at < end() ? bytes[at] & 0xFF : -1;
    }

    @Override
    public int read() throws IOException {
        if (at >= end()) {
            throw ended();
        }
        return bytes[at++] & 0xFF;
    }

    @Override
    public int read(final byte[] into, final int offset, final int most) {
        if (most == 0) {
            return 0;
        }
        final int count = Math.min(most, end() - at);
        if (count <= 0) {
            return -1;
        }
        System.arraycopy(bytes, at, into, offset, count);
        at += count;
        return count;
    }

    @Override
    public int available() {
        return end() - at;
    }

    @Override
    public long skip(final long most) {
        final int count = (int) Math.max(0, Math.min(most, end() - at));
        at += count;
        return count;
    }

    @Override
    public synchronized long fastSkip(final long most) {
        return skip(most);
    }

    @Override
    public void enterBlock(final int length) {
        blockEnd = length < 0 ? NO_BLOCK : Math.min(size, at + length);
    }

    @Override
    public void skipToTheEndOfTheBlock() {
        if (blockEnd != NO_BLOCK) {
            at = blockEnd;
            blockEnd = NO_BLOCK;
        }
    }

    @Override
    public int getPosition() {
        return at;
    }

    private EOFException ended() {
        return new EOFException("an event ends at byte " + end() + " of " + size + ", before what should be in it");
    }
}
