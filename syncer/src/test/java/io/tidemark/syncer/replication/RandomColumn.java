// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import java.util.function.Supplier;

/**
 * A column of a random schema.
 *
 * @param name      as it is, without quotes.
 * @param type      its type, as CREATE TABLE takes it.
 * @param options   what else CREATE TABLE says of it.
 * @param values    makes values, as SQL; null if the server computes the column.
 * @param key       how an index takes the column: "" as it is, "(n)" a prefix; null if it takes it not at all.
 * @param exactly   what shows its value without loss, with %s for its name.
 */
record RandomColumn(String name, String type, String options, Supplier<String> values, String key, String exactly) {
    String quoted() {
        return RandomValues.quoted(name);
    }

    String definition() {
        return quoted() + " " + type + " " + options;
    }

    String inKey() {
        return quoted() + key;
    }

    boolean isNullable() {
        return !options.startsWith("NOT NULL");
    }

    /** Whether its type is by chance. */
    boolean isChosen() {
        return options.startsWith("NOT NULL") ? !options.contains("AUTO_INCREMENT") : options.startsWith("NULL");
    }

    boolean isWritten() {
        return values != null;
    }

    /** As SELECT shows it: NULL or a text that tells every two values apart. */
    String shown() {
        return exactly.replace("%s", quoted());
    }
}
