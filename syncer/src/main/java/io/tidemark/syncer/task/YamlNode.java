// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.task;

import java.util.List;
import java.util.Map;

/** A value of a YAML document that knows its place, so that a fault found later can name it. Immutable. */
sealed interface YamlNode {
    /** Where the value's key stands, or the value itself where it has no key. */
    Place place();

    /** What the value is, for messages; never what it holds. */
    String kind();

    /** Keys and values, in the file's order. */
    record Mapping(Place place, Map<String, YamlNode> entries) implements YamlNode {
        @Override
        public String kind() {
            return "keys and values";
        }
    }

    /** A list. */
    record Items(Place place, List<YamlNode> nodes) implements YamlNode {
        @Override
        public String kind() {
            return "a list";
        }
    }

    /** A single value, with its characters as the file has them. */
    record Scalar(Place place, Type type, String text) implements YamlNode {
        private static final int LONGEST_SHOWN = 60;

        @Override
        public String kind() {
            return type.kind;
        }

        /** The value as messages show it. */
        String shown() {
            return '"' + (text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text) + '"';
        }
    }

    /** What YAML takes a single value for. */
    enum Type {
        TEXT("a text"),
        INTEGER("a whole number"),
        DECIMAL("a decimal number"),
        TRUE("true or false"),
        FALSE("true or false"),
        NOTHING("nothing");

        private final String kind;

        Type(final String kind) {
            this.kind = kind;
        }
    }
}
