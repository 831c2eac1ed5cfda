// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.row;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A part of a JSON document that can be changed. A scalar is kept as its text, so that no number is rounded. One thread.
 */
final class JsonNode {
    /** As MySQL orders members: shorter names first, then by bytes. */
    private static final Comparator<String> MEMBER_ORDER = (a, b) -> {
        final byte[] first = a.getBytes(UTF_8);
        final byte[] second = b.getBytes(UTF_8);
        return first.length == second.length
                ? Arrays.compareUnsigned(first, second)
                : Integer.compare(first.length, second.length);
    };

    /** Null of anything but a scalar. */
    private final String scalar;
    /** Null of anything but an array. */
    private final List<JsonNode> elements;
    /** Null of anything but an object. */
    private final SortedMap<String, JsonNode> members;

    private JsonNode(final String scalar, final List<JsonNode> elements, final SortedMap<String, JsonNode> members) {
        this.scalar = scalar;
        this.elements = elements;
        this.members = members;
    }

    /**
     * Reads a document.
     *
     * @throws IllegalArgumentException if it is broken.
     */
    static JsonNode parse(final String text) {
        final JsonCursor cursor = new JsonCursor(text);
        final JsonNode root = read(cursor);
        cursor.requireEnd();
        return root;
    }

    private static JsonNode read(final JsonCursor cursor) {
        if (cursor.skip('{')) {
            final SortedMap<String, JsonNode> members = new TreeMap<>(MEMBER_ORDER);
            if (!cursor.skip('}')) {
                do {
                    final String name = cursor.string();
                    cursor.require(':');
                    members.put(name, read(cursor));
                } while (cursor.skip(','));
                cursor.require('}');
            }
            return new JsonNode(null, null, members);
        }
        if (cursor.skip('[')) {
            final List<JsonNode> elements = new ArrayList<>();
            if (!cursor.skip(']')) {
                do {
                    elements.add(read(cursor));
                } while (cursor.skip(','));
                cursor.require(']');
            }
            return new JsonNode(null, elements, null);
        }
        return new JsonNode(cursor.scalar(), null, null);
    }

    /** What a leg leads to; null if there is nothing. */
    JsonNode at(final JsonLeg leg) {
        if (leg.name() != null) {
            return members == null ? null : members.get(leg.name());
        }
        if (elements == null) {
            return null;
        }
        final int index = leg.in(elements.size());
        return index >= 0 && index < elements.size() ? elements.get(index) : null;
    }

    /** Puts another value in the place of the one that a leg leads to. Returns false if there is none. */
    boolean replace(final JsonLeg leg, final JsonNode value) {
        if (at(leg) == null) {
            return false;
        }
        if (leg.name() != null) {
            members.put(leg.name(), value);
        } else {
            elements.set(leg.in(elements.size()), value);
        }
        return true;
    }

    /** Adds a member, or an element before the one that a leg leads to, or at the end that it leads beyond. Returns false if it has no place. */
    boolean insert(final JsonLeg leg, final JsonNode value) {
        if (leg.name() != null) {
            return members != null && members.putIfAbsent(leg.name(), value) == null;
        }
        if (elements == null) {
            return false;
        }
        elements.add(Math.max(0, Math.min(leg.in(elements.size()), elements.size())), value);
        return true;
    }

    /** Takes away what a leg leads to. Returns false if there is nothing. */
    boolean remove(final JsonLeg leg) {
        if (at(leg) == null) {
            return false;
        }
        if (leg.name() != null) {
            members.remove(leg.name());
        } else {
            elements.remove(leg.in(elements.size()));
        }
        return true;
    }

    /** The text of this part, written as {@link MysqlJson} writes it. */
    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder();
        write(text);
        return text.toString();
    }

    private void write(final StringBuilder text) {
        if (scalar != null) {
            text.append(scalar);
        } else if (elements != null) {
            String separator = "[";
            for (final JsonNode element : elements) {
                text.append(separator);
                element.write(text);
                separator = ", ";
            }
            text.append(elements.isEmpty() ? "[]" : "]");
        } else {
            String separator = "{";
            for (final Map.Entry<String, JsonNode> member : members.entrySet()) {
                text.append(separator);
                MysqlJson.quote(member.getKey(), text);
                text.append(": ");
                member.getValue().write(text);
                separator = ", ";
            }
            text.append(members.isEmpty() ? "{}" : "}");
        }
    }
}
