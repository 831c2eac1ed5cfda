// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What stands before the text of a logged statement: its session, in numbers that only the server can explain. Whatever
 * comes behind a code that is not known can't be read, and is left out. Immutable.
 */
final class StatusVariables {
    /** A server's limit of names that it lists; it lists none if there are more. */
    private static final int TOO_MANY_NAMES = 254;

    private static final int COMMIT_OR_ROLLBACK_ALTER = 4 | 8;

    private OptionalLong flags = OptionalLong.empty();
    private OptionalLong sqlMode = OptionalLong.empty();
    private int increment;
    private int offset;
    private OptionalInt client = OptionalInt.empty();
    private int connection;
    private int server;
    private String timeZone = "";
    private int timeNames;
    private int microseconds;
    private OptionalInt explicitTimestamps = OptionalInt.empty();
    private OptionalInt defaultUtf8mb4 = OptionalInt.empty();
    private OptionalInt primaryKeyRequired = OptionalInt.empty();
    private final Map<Integer, Integer> defaultCollations = new LinkedHashMap<>();
    private int alterPhase;

    private StatusVariables() {}

    static StatusVariables parse(final byte[] bytes, final int from, final int length) {
        final StatusVariables variables = new StatusVariables();
        final ByteBuffer buffer = ByteBuffer.wrap(bytes, from, length).order(ByteOrder.LITTLE_ENDIAN);
        try {
            boolean known = true;
            while (known && buffer.hasRemaining()) {
                known = variables.read(unsignedByte(buffer), buffer);
            }
        } catch (final BufferUnderflowException | IllegalArgumentException e) {
            throw new IllegalStateException("the session of a statement is cut off", e);
        }
        return variables;
    }

    private boolean read(final int code, final ByteBuffer buffer) {
        switch (code) {
            case 0 -> flags = OptionalLong.of(Integer.toUnsignedLong(buffer.getInt()));
            case 1 -> sqlMode = OptionalLong.of(buffer.getLong());
            case 2 -> skip(buffer, unsignedByte(buffer) + 1);
            case 3 -> {
                increment = unsignedShort(buffer);
                offset = unsignedShort(buffer);
            }
            case 4 -> {
                client = OptionalInt.of(unsignedShort(buffer));
                connection = unsignedShort(buffer);
                server = unsignedShort(buffer);
            }
            case 5 -> timeZone = text(buffer);
            case 6 -> text(buffer);
            case 7 -> timeNames = unsignedShort(buffer);
            case 8 -> skip(buffer, 2);
            case 9, 17, 129 -> skip(buffer, 8);
            case 10 -> skip(buffer, 4);
            case 11 -> {
                text(buffer);
                text(buffer);
            }
            case 12 -> skipNames(buffer);
            case 13, 128 -> microseconds = unsignedByte(buffer) | (unsignedShort(buffer) << 8);
            case 16 -> explicitTimestamps = OptionalInt.of(unsignedByte(buffer));
            case 18 -> defaultUtf8mb4 = OptionalInt.of(unsignedShort(buffer));
            case 19 -> primaryKeyRequired = OptionalInt.of(unsignedByte(buffer));
            case 20 -> skip(buffer, 1);
            case 130 -> {
                alterPhase = unsignedByte(buffer);
                skip(buffer, (alterPhase & COMMIT_OR_ROLLBACK_ALTER) == 0 ? 0 : 8);
            }
            case 131 -> {
                for (int left = unsignedByte(buffer); left > 0; left--) {
                    defaultCollations.put(unsignedShort(buffer), unsignedShort(buffer));
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    OptionalLong flags() {
        return flags;
    }

    OptionalLong sqlMode() {
        return sqlMode;
    }

    /** 0 where the server's own are used, which is 1. */
    int increment() {
        return increment;
    }

    int offset() {
        return offset;
    }

    /** The number of the collation of what the client sent; the two below are known with it. */
    OptionalInt client() {
        return client;
    }

    int connection() {
        return connection;
    }

    int server() {
        return server;
    }

    /** Empty where the statement does not depend on it. */
    String timeZone() {
        return timeZone;
    }

    int timeNames() {
        return timeNames;
    }

    /** Of the second in which the statement began. */
    int microseconds() {
        return microseconds;
    }

    OptionalInt explicitTimestamps() {
        return explicitTimestamps;
    }

    OptionalInt defaultUtf8mb4() {
        return defaultUtf8mb4;
    }

    OptionalInt primaryKeyRequired() {
        return primaryKeyRequired;
    }

    /** MariaDB's collations of character sets that are named without one. */
    Map<Integer, Integer> defaultCollations() {
        return defaultCollations;
    }

    /** MariaDB's flags of the beginning, 2, and of the end, 4 or 8, of an ALTER that is logged twice. */
    int alterPhase() {
        return alterPhase;
    }

    private static void skipNames(final ByteBuffer buffer) {
        final int names = unsignedByte(buffer);
        for (int left = names == TOO_MANY_NAMES ? 0 : names; left > 0; left--) {
            while (buffer.get() != 0) {
                // a name ends with a zero
            }
        }
    }

    private static String text(final ByteBuffer buffer) {
        final byte[] text = new byte[unsignedByte(buffer)];
        buffer.get(text);
        return new String(text, US_ASCII);
    }

    private static void skip(final ByteBuffer buffer, final int length) {
        buffer.position(buffer.position() + length);
    }

    private static int unsignedByte(final ByteBuffer buffer) {
        return Byte.toUnsignedInt(buffer.get());
    }

    private static int unsignedShort(final ByteBuffer buffer) {
        return Short.toUnsignedInt(buffer.getShort());
    }
}
