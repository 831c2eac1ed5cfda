// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Changes of parts of documents against the same changes of nested lists and maps. */
class JsonDiffsProperties {
    private static final List<String> NAMES = List.of("a", "b", "aa", "b c", "ä", "\"", "a.b", "\\", "x[1]", "\n", "");

    @Property(tries = 500)
    void changeWhatTheSameChangesOfListsAndMapsChange(@ForAll final long seed, @ForAll final boolean manyChanges) {
        final Random random = new Random(seed);
        final Map<String, Object> model = new LinkedHashMap<>();
        model.put("a", value(random, 4));
        model.put("list", new ArrayList<>(List.of(value(random, 3), 1, 2)));
        final String document = text(model);
        final ByteArrayOutputStream diffs = new ByteArrayOutputStream();
        for (int i = manyChanges ? 30 : 3; i > 0; i--) {
            change(random, model, "$", diffs);
        }

        final String changed = JsonDiffs.applied(document, diffs.toByteArray());

        // reading a text puts members in MySQL's order
        assertThat(changed).isEqualTo(JsonNode.parse(text(model)).toString());
    }

    @SuppressWarnings("unchecked") // the model's containers are of objects
    private static void change(
            final Random random, final Object container, final String path, final ByteArrayOutputStream diffs) {
        final int number = random.nextInt(-40_000, 40_000);
        if (container instanceof List<?>) {
            final List<Object> list = (List<Object>) container;
            final int index = list.isEmpty() ? 0 : random.nextInt(list.size());
            final int fromEnd = list.size() - 1 - index;
            final String leg = path
                    + (random.nextBoolean() || list.isEmpty()
                            ? "[" + index
                            : fromEnd > 0 ? "[last-" + fromEnd : "[last")
                    + ']';
            if (list.isEmpty() || random.nextInt(4) == 0) {
                list.add(index, number);
                write(diffs, 1, leg, number);
            } else if (isContainer(list.get(index)) && random.nextBoolean()) {
                change(random, list.get(index), leg, diffs);
            } else if (random.nextInt(3) == 0) {
                list.remove(index);
                write(diffs, 2, leg, 0);
            } else {
                list.set(index, number);
                write(diffs, 0, leg, number);
            }
            return;
        }
        final Map<String, Object> map = (Map<String, Object>) container;
        final String name = NAMES.get(random.nextInt(NAMES.size()));
        final String leg = path + '.' + (name.matches("[a-zä]+") ? name : quoted(name));
        final Object old = map.get(name);
        if (old == null) {
            map.put(name, number);
            write(diffs, 1, leg, number);
        } else if (isContainer(old) && random.nextInt(4) > 0) {
            change(random, old, leg, diffs);
        } else if (random.nextInt(3) == 0) {
            map.remove(name);
            write(diffs, 2, leg, 0);
        } else {
            map.put(name, number);
            write(diffs, 0, leg, number);
        }
    }

    private static boolean isContainer(final Object value) {
        return value instanceof List || value instanceof Map;
    }

    private static Object value(final Random random, final int depth) {
        if (depth == 0) {
            return random.nextInt();
        }
        if (random.nextBoolean()) {
            final List<Object> list = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                list.add(value(random, depth - 1));
            }
            return list;
        }
        final Map<String, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(NAMES.get(random.nextInt(NAMES.size())), value(random, depth - 1));
        }
        return map;
    }

    /** A diff, whose value is a number of 32 bits. */
    private static void write(
            final ByteArrayOutputStream diffs, final int operation, final String path, final int number) {
        final byte[] bytes = path.getBytes(UTF_8);
        diffs.write(operation);
        if (bytes.length > 250) {
            diffs.write(252);
            diffs.write(bytes.length);
            diffs.write(bytes.length >> 8);
        } else {
            diffs.write(bytes.length);
        }
        diffs.writeBytes(bytes);
        if (operation < 2) {
            diffs.writeBytes(
                    new byte[] {5, 7, (byte) number, (byte) (number >> 8), (byte) (number >> 16), (byte) (number >> 24)
                    });
        }
    }

    private static String text(final Object value) {
        if (value instanceof List<?> list) {
            return "["
                    + String.join(
                            ", ", list.stream().map(JsonDiffsProperties::text).toList())
                    + "]";
        }
        if (value instanceof Map<?, ?> map) {
            return "{"
                    + String.join(
                            ", ",
                            map.entrySet().stream()
                                    .map(member -> quoted((String) member.getKey()) + ": " + text(member.getValue()))
                                    .toList())
                    + "}";
        }
        return String.valueOf(value);
    }

    private static String quoted(final String name) {
        return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
