// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What MariaDB has compressed with zlib: a byte of flags, the length of the original in big-endian bytes, whose number the
 * flags tell, and the compressed bytes.
 */
final class Inflated {
    private static final int LENGTH_BYTES = 0x07;
    private static final int COMPRESSED = 0x80;
    private static final int EVENT_METHOD = 0x70;
    private static final int VALUE_METHOD = 0xF0;
    /** The compressed bytes of a value come without zlib's head and checksum. */
    private static final int WITHOUT_HEAD = 0x08;

    private Inflated() {}

    /** The rest of an event from a place on. */
    static byte[] event(final byte[] bytes, final int from) throws IOException {
        final int flags = bytes[from] & 0xFF;
        if ((flags & COMPRESSED) == 0 || (flags & EVENT_METHOD) != 0) {
            throw new IOException("the event is compressed in an unknown way, " + flags);
        }
        return inflate(bytes, from, flags, false);
    }

    /** A value of a compressed column. */
    static byte[] value(final byte[] bytes) throws IOException {
        if (bytes.length == 0) {
            return bytes;
        }
        final int flags = bytes[0] & 0xFF;
        if (flags == 0) {
            return Arrays.copyOfRange(bytes, 1, bytes.length);
        }
        if ((flags & VALUE_METHOD) != COMPRESSED) {
            throw new IOException("the value of a compressed column is compressed in an unknown way, " + flags);
        }
        return inflate(bytes, 0, flags, (flags & WITHOUT_HEAD) != 0);
    }

    private static byte[] inflate(final byte[] bytes, final int from, final int flags, final boolean withoutHead)
            throws IOException {
        final int data = from + 1 + (flags & LENGTH_BYTES);
        int length = 0;
        for (int i = from + 1; i < data; i++) {
            length = length << 8 | (bytes[i] & 0xFF);
        }
        final byte[] original = new byte[length];
        final Inflater inflater = new Inflater(withoutHead);
        try {
            inflater.setInput(bytes, data, bytes.length - data);
            int done = 0;
            while (done < length) {
                final int more = inflater.inflate(original, done, length - done);
                if (more == 0) {
                    throw new IOException("compressed bytes end after " + done + " of " + length);
                }
                done += more;
            }
            return original;
        } catch (final DataFormatException e) {
            throw new IOException("compressed bytes are damaged: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
    }
}
