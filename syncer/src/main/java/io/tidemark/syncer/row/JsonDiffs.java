// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.row;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Changes of parts of a JSON document, as MySQL logs them with {@code binlog_row_value_options=PARTIAL_JSON}: one after the
 * other, each an operation, the length and text of a path, and, unless something is removed, the length of a value and the
 * value in MySQL's binary form.
 *
 * <p>For any thread.
 */
public final class JsonDiffs {
    private static final int REPLACE = 0;
    private static final int INSERT = 1;
    private static final int REMOVE = 2;

    private static final int LARGEST_SHORT_LENGTH = 250;
    private static final int TWO_BYTES = 252;
    private static final int THREE_BYTES = 253;
    private static final int EIGHT_BYTES = 254;

    private final ByteBuffer bytes;
    private JsonNode root;

    private JsonDiffs(final String document, final byte[] diffs) {
        bytes = ByteBuffer.wrap(diffs).order(ByteOrder.LITTLE_ENDIAN);
        root = JsonNode.parse(document);
    }

    /**
     * Changes a document.
     *
     * @param document its text before, as {@link MysqlJson} writes it.
     * @param diffs    the changes; none leave it as it is.
     * @return its text after them.
     * @throws IllegalArgumentException if they are broken, don't fit the document, or hold a number that JSON text can't hold
     *                                  exactly.
     */
    public static String applied(final String document, final byte[] diffs) {
        if (diffs.length == 0) {
            return document;
        }
        try {
            final JsonDiffs changes = new JsonDiffs(document, diffs);
            while (changes.bytes.hasRemaining()) {
                changes.next();
            }
            return changes.root.toString();
        } catch (final BufferUnderflowException e) {
            // without the cause, whose lack of a message would hide this one
            throw new IllegalArgumentException("a change of a part of a JSON document ends too early");
        }
    }

    private void next() {
        final int operation = bytes.get();
        final String path = new String(sized(), UTF_8);
        final boolean fits =
                switch (operation) {
                    case REPLACE -> replace(JsonLeg.path(path), value());
                    case INSERT -> insert(JsonLeg.path(path), value());
                    case REMOVE -> remove(JsonLeg.path(path));
                    default ->
                        throw new IllegalArgumentException(
                                "a part of a JSON document was changed by an unknown operation " + operation);
                };
        if (!fits) {
            throw new IllegalArgumentException("a change of a part of a JSON document, operation " + operation + " at "
                    + path + ", does not fit the document before it");
        }
    }

    private boolean replace(final List<JsonLeg> path, final JsonNode value) {
        if (path.isEmpty()) {
            root = value;
            return true;
        }
        final JsonNode parent = parent(path);
        return parent != null && parent.replace(last(path), value);
    }

    private boolean insert(final List<JsonLeg> path, final JsonNode value) {
        final JsonNode parent = parent(path);
        return parent != null && parent.insert(last(path), value);
    }

    private boolean remove(final List<JsonLeg> path) {
        final JsonNode parent = parent(path);
        return parent != null && parent.remove(last(path));
    }

    /** Null if there is none. */
    private JsonNode parent(final List<JsonLeg> path) {
        if (path.isEmpty()) {
            return null;
        }
        JsonNode node = root;
        for (final JsonLeg leg : path.subList(0, path.size() - 1)) {
            node = node == null ? null : node.at(leg);
        }
        return node;
    }

    private static JsonLeg last(final List<JsonLeg> path) {
        return path.get(path.size() - 1);
    }

    private JsonNode value() {
        return JsonNode.parse(MysqlJson.text(sized()));
    }

    private byte[] sized() {
        final long length = length();
        if (length < 0 || length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        final byte[] content = new byte[(int) length];
        bytes.get(content);
        return content;
    }

    private long length() {
        final int first = Byte.toUnsignedInt(bytes.get());
        if (first <= LARGEST_SHORT_LENGTH) {
            return first;
        }
        return switch (first) {
            case TWO_BYTES -> Short.toUnsignedLong(bytes.getShort());
            case THREE_BYTES -> Short.toUnsignedLong(bytes.getShort()) | Byte.toUnsignedLong(bytes.get()) << Short.SIZE;
            case EIGHT_BYTES -> bytes.getLong();
            default -> throw new IllegalArgumentException("a change of a part of a JSON document has a broken length");
        };
    }
}
