// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.util.Arrays;

/**
 * The text of statements, as the bytes that go to the server, so that their number is known while they grow. It is built
 * anew for each packet in a buffer that stays.
 *
 * <p>Bytes are hexadecimal digits, but many that are all printable ASCII stand in quotes, half as long; both are binary strings to
 * the server.
 *
 * <p>For one worker.
 */
public final class StatementText {
    /** More room than this, which one huge row took, is given back. */
    private static final int KEPT_BYTES = 2 << 20;

    private static final int FIRST_BYTES = 1 << 14;
    private static final int DIGITS_OF_LONG = 20;

    /**
     * So many bytes are digits whatever they are: of each text in quotes the server makes a name, of its first 256 characters,
     * which costs it more than to read twice as many digits.
     */
    private static final int ALWAYS_DIGITS = 256;

    private static final byte[] NULL = "NULL".getBytes(UTF_8);
    private static final byte[] BINARY = "_binary'".getBytes(UTF_8);
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(UTF_8);

    private byte[] buffer = new byte[FIRST_BYTES];
    private int size;

    StatementText() {}

    /** How many bytes the text has. */
    int size() {
        return size;
    }

    /** Begins anew. */
    void clear() {
        size = 0;
        if (buffer.length > KEPT_BYTES) {
            buffer = new byte[FIRST_BYTES];
        }
    }

    /** Takes back everything behind the first bytes. */
    void cut(final int to) {
        size = to;
    }

    /**
     * Adds a piece of SQL.
     *
     * @param sql the bytes of it, in UTF-8.
     * @return this.
     */
    public StatementText add(final byte[] sql) {
        ensure(sql.length);
        System.arraycopy(sql, 0, buffer, size, sql.length);
        size += sql.length;
        return this;
    }

    /**
     * Adds a value as a literal.
     *
     * @param value a Long, BigDecimal, String, byte[] or null.
     * @return this.
     */
    public StatementText addValue(final Object value) {
        if (value == null) {
            return add(NULL);
        }
        if (value instanceof Long number) {
            return addNumber(number);
        }
        if (value instanceof byte[] bytes) {
            return addBinary(bytes);
        }
        if (value instanceof String text) {
            return addQuoted(text.getBytes(UTF_8));
        }
        if (value instanceof BigDecimal decimal) {
            return add(decimal.toPlainString().getBytes(UTF_8));
        }
        throw new IllegalArgumentException(
                "no literal is known for a " + value.getClass().getName());
    }

    /**
     * A value of a column that keeps printable ASCII as the bytes it is in UTF-8, so in quotes it needs no word of what it is
     * written in.
     */
    StatementText addAscii(final Object value) {
        if (!(value instanceof byte[] bytes) || !isInQuotes(bytes)) {
            return addValue(value);
        }
        ensure(Math.addExact(bytes.length, 2));
        buffer[size++] = '\'';
        add(bytes);
        buffer[size++] = '\'';
        return this;
    }

    private StatementText addNumber(final long number) {
        if (number == Long.MIN_VALUE) {
            return add(Long.toString(number).getBytes(UTF_8));
        }
        ensure(DIGITS_OF_LONG);
        long rest = number;
        if (rest < 0) {
            buffer[size++] = '-';
            rest = -rest;
        }
        int end = size + 1;
        for (long power = rest / 10; power > 0; power /= 10) {
            end++;
        }
        for (int i = end - 1; i >= size; i--) {
            buffer[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size = end;
        return this;
    }

    private StatementText addBinary(final byte[] bytes) {
        if (isInQuotes(bytes)) {
            ensure(BINARY.length + bytes.length + 1);
            add(BINARY).add(bytes);
            buffer[size++] = '\'';
            return this;
        }
        ensure(Math.addExact(Math.multiplyExact(bytes.length, 2), 3));
        final byte[] to = buffer;
        int at = size;
        to[at++] = 'x';
        to[at++] = '\'';
        for (final byte each : bytes) {
            to[at++] = HEX[each >> 4 & 0xF];
            to[at++] = HEX[each & 0xF];
        }
        to[at++] = '\'';
        size = at;
        return this;
    }

    /** Whether the bytes stand between quotes, as they are. */
    private static boolean isInQuotes(final byte[] bytes) {
        if (bytes.length <= ALWAYS_DIGITS) {
            return false;
        }
        for (final byte each : bytes) {
            if (each < ' ' || each > '~' || each == '\'' || each == '\\') {
                return false;
            }
        }
        return true;
    }

    /** A text; backslashes escape, since the session says so. */
    private StatementText addQuoted(final byte[] utf8) {
        ensure(Math.addExact(Math.multiplyExact(utf8.length, 2), 2));
        buffer[size++] = '\'';
        for (final byte each : utf8) {
            if (each == '\'' || each == '\\') {
                buffer[size++] = '\\';
            }
            if (each == 0) {
                buffer[size++] = '\\';
                buffer[size++] = '0';
            } else {
                buffer[size++] = each;
            }
        }
        buffer[size++] = '\'';
        return this;
    }

    private void ensure(final int more) {
        final int needed = Math.addExact(size, more);
        if (needed > buffer.length) {
            buffer =
                    Arrays.copyOf(buffer, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(needed, 2L * buffer.length)));
        }
    }

    /** The text; its bytes in UTF-8 are the {@link #size()} ones that were put together. */
    @Override
    public String toString() {
        return new String(buffer, 0, size, UTF_8);
    }
}
