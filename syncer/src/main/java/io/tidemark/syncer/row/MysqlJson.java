// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.row;

import java.math.BigDecimal;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Turns MySQL's binary JSON into text. The connector's own reader drops or negates unsigned 32-bit numbers of large
 * documents, turns doubles into integers and loses negative times, so it is not used.
 *
 * <p>A document is a type byte and a value. An object's or array's value begins with its count and size; entries point
 * to keys and values by offsets from there, two bytes wide in small documents and four in large ones; values that fit
 * stand in the entry itself.
 *
 * <p>For any thread.
 */
public final class MysqlJson {
    private static final int OBJECT_SMALL = 0x00;
    private static final int OBJECT_LARGE = 0x01;
    private static final int ARRAY_SMALL = 0x02;
    private static final int ARRAY_LARGE = 0x03;
    private static final int LITERAL = 0x04;
    private static final int INT16 = 0x05;
    private static final int UINT16 = 0x06;
    private static final int INT32 = 0x07;
    private static final int UINT32 = 0x08;
    private static final int INT64 = 0x09;
    private static final int UINT64 = 0x0A;
    private static final int DOUBLE = 0x0B;
    private static final int STRING = 0x0C;
    private static final int OPAQUE = 0x0F;

    private static final int COLUMN_TIMESTAMP = 7;
    private static final int COLUMN_DATE = 10;
    private static final int COLUMN_TIME = 11;
    private static final int COLUMN_DATETIME = 12;
    private static final int COLUMN_DECIMAL = 246;

    private final ByteBuffer bytes;
    private final StringBuilder text = new StringBuilder();

    private MysqlJson(final byte[] document) {
        bytes = ByteBuffer.wrap(document).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * The text of a document.
     *
     * @param document MySQL's binary form.
     * @return JSON that a server reads as the same document.
     * @throws IllegalArgumentException if it is broken, or holds a number that JSON text can't hold exactly.
     */
    public static String text(final byte[] document) {
        if (document.length == 0) {
            // what INSERT IGNORE leaves in a NOT NULL column; the server reads it as null
            return "null";
        }
        try {
            final MysqlJson json = new MysqlJson(document);
            json.value(document[0], 1);
            return json.text.toString();
        } catch (final BufferUnderflowException | IndexOutOfBoundsException e) {
            // without the cause, whose offset would hide this message from operators, who are told the root of a
            // failure
            throw new IllegalArgumentException("a JSON document ends too early");
        }
    }

    private void value(final int type, final int at) {
        switch (type) {
            case OBJECT_SMALL, OBJECT_LARGE -> container(at, type == OBJECT_LARGE, true);
            case ARRAY_SMALL, ARRAY_LARGE -> container(at, type == ARRAY_LARGE, false);
            case LITERAL -> text.append(literal(bytes.get(at)));
            case INT16 -> text.append(bytes.getShort(at));
            case UINT16 -> text.append(Short.toUnsignedInt(bytes.getShort(at)));
            case INT32 -> text.append(bytes.getInt(at));
            case UINT32 -> text.append(Integer.toUnsignedLong(bytes.getInt(at)));
            case INT64 -> text.append(bytes.getLong(at));
            case UINT64 -> text.append(Long.toUnsignedString(bytes.getLong(at)));
            case DOUBLE -> text.append(bytes.getDouble(at));
            case STRING -> string(new String(sized(at), StandardCharsets.UTF_8));
            case OPAQUE -> opaque(Byte.toUnsignedInt(bytes.get(at)), sized(at + 1));
            default -> throw new IllegalArgumentException("a JSON document holds a value of unknown type " + type);
        }
    }

    private void container(final int at, final boolean large, final boolean object) {
        final int width = large ? Integer.BYTES : Short.BYTES;
        final int count = offset(at, large);
        final int keys = at + 2 * width;
        final int values = keys + (object ? count * (width + Short.BYTES) : 0);
        text.append(object ? '{' : '[');
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                text.append(", ");
            }
            if (object) {
                final int key = keys + i * (width + Short.BYTES);
                final int length = Short.toUnsignedInt(bytes.getShort(key + width));
                string(new String(slice(at + offset(key, large), length), StandardCharsets.UTF_8));
                text.append(": ");
            }
            final int entry = values + i * (1 + width);
            final int type = bytes.get(entry);
            value(type, isInEntry(type, large) ? entry + 1 : at + offset(entry + 1, large));
        }
        text.append(object ? '}' : ']');
    }

    private static boolean isInEntry(final int type, final boolean large) {
        return type >= LITERAL && type <= (large ? UINT32 : UINT16);
    }

    private int offset(final int at, final boolean large) {
        return large ? bytes.getInt(at) : Short.toUnsignedInt(bytes.getShort(at));
    }

    private static String literal(final byte code) {
        return switch (code) {
            case 0 -> "null";
            case 1 -> "true";
            case 2 -> "false";
            default -> throw new IllegalArgumentException("a JSON document holds an unknown literal " + code);
        };
    }

    /** The bytes behind a length that is written seven bits a byte, lowest first. */
    private byte[] sized(final int at) {
        int length = 0;
        for (int i = 0; i < 5; i++) {
            final byte next = bytes.get(at + i);
            length |= (next & 0x7F) << (7 * i);
            if (next >= 0) {
                return slice(at + i + 1, length);
            }
        }
        throw new IllegalArgumentException("a JSON document holds a broken length");
    }

    private byte[] slice(final int from, final int length) {
        if (length < 0 || from + length > bytes.limit()) {
            throw new BufferUnderflowException();
        }
        return Arrays.copyOfRange(bytes.array(), from, from + length);
    }

    private void opaque(final int columnType, final byte[] content) {
        switch (columnType) {
            case COLUMN_DECIMAL -> decimal(content);
            case COLUMN_DATE -> string(packed(content).substring(0, 10));
            case COLUMN_DATETIME, COLUMN_TIMESTAMP -> string(packed(content));
            case COLUMN_TIME -> string(packedTime(content));
            default ->
                string("base64:type" + columnType + ':' + Base64.getEncoder().encodeToString(content));
        }
    }

    private void decimal(final byte[] content) {
        final BigDecimal decimal = PackedDecimal.read(content, 2, content[0], content[1]);
        final String plain = decimal.toPlainString();
        // the server reads a number with a point as a double
        if (new BigDecimal(Double.toString(decimal.doubleValue())).compareTo(decimal) != 0) {
            throw new IllegalArgumentException(
                    "a JSON document holds the decimal " + plain + ", which JSON text can't hold exactly");
        }
        text.append(plain);
    }

    private static String packed(final byte[] content) {
        final long packed =
                ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getLong();
        final long days = packed >> (24 + 17);
        final long months = days >> 5;
        return String.format("%04d-%02d-%02d ", months / 13, months % 13, days & 0x1F)
                + clock(packed & ((1L << 41) - 1));
    }

    private static String packedTime(final byte[] content) {
        final long packed =
                ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getLong();
        return (packed < 0 ? "-" : "") + clock(Math.abs(packed));
    }

    private static String clock(final long packed) {
        final long seconds = packed >> 24;
        return String.format(
                "%02d:%02d:%02d.%06d",
                (seconds >> 12) & 0x3FF, (seconds >> 6) & 0x3F, seconds & 0x3F, packed & 0xFF_FFFF);
    }

    private void string(final String value) {
        quote(value, text);
    }

    /** Appends a string in quotes. */
    static void quote(final String value, final StringBuilder text) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            final char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
