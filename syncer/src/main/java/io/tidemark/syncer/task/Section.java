// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.task;

import io.tidemark.syncer.failure.OperatorException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** A section of the task file with the keys it may hold; hands out values of the right kind or a fault. */
final class Section {
    private final Place place;
    private final Map<String, YamlNode> entries;

    /** Refuses a node that is no section, and keys that do not belong into it. A section without content is empty. */
    Section(final YamlNode node, final Keys keys) {
        place = node.place();
        if (node instanceof final YamlNode.Mapping mapping) {
            entries = mapping.entries();
        } else if (isNothing(node)) {
            entries = Map.of();
        } else {
            throw place.fault("found " + node.kind() + ", expected the keys " + String.join(", ", keys.supported()));
        }
        entries.forEach((key, value) -> refuseStranger(key, value.place(), keys));
    }

    private static boolean isNothing(final YamlNode node) {
        return node instanceof final YamlNode.Scalar scalar && scalar.type() == YamlNode.Type.NOTHING;
    }

    private static void refuseStranger(final String key, final Place at, final Keys keys) {
        if (keys.supported().contains(key)) {
            return;
        }
        if (keys.onlyInDm().contains(key)) {
            throw at.fault("is a key of DM that Tidemark does not support yet; remove it if the task works without it");
        }
        final List<String> known = new ArrayList<>(keys.supported());
        known.addAll(keys.onlyInDm());
        throw at.fault("is not a known key; "
                + NearestName.of(key, known)
                        .map(name -> "did you mean " + name + "?")
                        .orElse("known here: " + String.join(", ", keys.supported())));
    }

    /** A section below this one; empty if it is absent. */
    Section section(final String key, final Keys keys) {
        final YamlNode node = entries.get(key);
        return new Section(
                node == null ? new YamlNode.Scalar(place.missing(key), YamlNode.Type.NOTHING, "") : node, keys);
    }

    /** A list's items. */
    List<YamlNode> items(final String key) {
        final YamlNode node = required(key, "a list");
        if (node instanceof final YamlNode.Items items) {
            return items.nodes();
        }
        throw node.place().fault("found " + node.kind() + ", expected a list");
    }

    /** What stands behind a key, for sections that read it themselves. */
    Optional<YamlNode> node(final String key) {
        return Optional.ofNullable(entries.get(key));
    }

    boolean has(final String key) {
        return entries.containsKey(key);
    }

    /** A text that must be there and must not be empty. */
    String text(final String key) {
        return filledText(required(key, "a text"));
    }

    /** A text that, if it is there, must not be empty. */
    String text(final String key, final String fallback) {
        return has(key) ? filledText(entries.get(key)) : fallback;
    }

    /** A text that may be absent or empty. Numbers are taken as they are written. */
    Optional<String> optionalText(final String key) {
        return Optional.ofNullable(entries.get(key))
                .map(node -> scalar(node, "a text").text())
                .filter(text -> !text.isEmpty());
    }

    private static String filledText(final YamlNode node) {
        final YamlNode.Scalar scalar = scalar(node, "a text");
        if (scalar.text().isBlank()) {
            throw node.place().fault("is empty, expected a text");
        }
        return scalar.text();
    }

    /** A whole number that must be there. */
    long number(final String key, final long min, final long max) {
        return number(required(key, range(min, max)), min, max);
    }

    /** A whole number. */
    long number(final String key, final long min, final long max, final long fallback) {
        return has(key) ? number(entries.get(key), min, max) : fallback;
    }

    /** A whole number that may be absent. */
    OptionalLong optionalNumber(final String key, final long min, final long max) {
        return has(key) ? OptionalLong.of(number(entries.get(key), min, max)) : OptionalLong.empty();
    }

    private static long number(final YamlNode node, final long min, final long max) {
        final YamlNode.Scalar scalar = scalar(node, range(min, max));
        // YAML has octal, hexadecimal and grouped numbers too; in a task file they are slips
        if (scalar.type() == YamlNode.Type.INTEGER && scalar.text().matches("0|[1-9][0-9]{0,17}")) {
            final long number = Long.parseLong(scalar.text());
            if (number >= min && number <= max) {
                return number;
            }
        }
        throw unexpected(scalar, range(min, max));
    }

    private static String range(final long min, final long max) {
        return "a whole number from " + min + " to " + max;
    }

    /** A switch, in any of YAML's spellings. */
    boolean flag(final String key, final boolean fallback) {
        if (!has(key)) {
            return fallback;
        }
        final YamlNode.Scalar scalar = scalar(entries.get(key), "true or false");
        return switch (scalar.type()) {
            case TRUE -> true;
            case FALSE -> false;
            default -> throw unexpected(scalar, "true or false");
        };
    }

    /** One of some values of an enum, by its name in lower case; the first one if the key is absent. */
    <E extends Enum<E>> E choice(final String key, final List<E> choices) {
        if (!has(key)) {
            return choices.get(0);
        }
        final String allowed = choices.stream().map(Section::name).collect(Collectors.joining(" or "));
        final YamlNode.Scalar scalar = scalar(entries.get(key), allowed);
        return choices.stream()
                .filter(choice -> name(choice).equals(scalar.text()))
                .findFirst()
                .orElseThrow(() -> unexpected(scalar, allowed));
    }

    private static String name(final Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A fault of the key's value, or of its absence. */
    OperatorException fault(final String key, final String problem) {
        return (has(key) ? entries.get(key).place() : place.missing(key)).fault(problem);
    }

    private YamlNode required(final String key, final String expected) {
        if (!has(key)) {
            throw place.missing(key).fault("is missing, expected " + expected);
        }
        return entries.get(key);
    }

    private static YamlNode.Scalar scalar(final YamlNode node, final String expected) {
        if (node instanceof final YamlNode.Scalar scalar && scalar.type() != YamlNode.Type.NOTHING) {
            return scalar;
        }
        throw node.place().fault("found " + node.kind() + ", expected " + expected);
    }

    private static OperatorException unexpected(final YamlNode.Scalar scalar, final String expected) {
        final String found = scalar.type() == YamlNode.Type.TEXT ? "the text " + scalar.shown() : scalar.shown();
        return scalar.place().fault("found " + found + ", expected " + expected);
    }
}
