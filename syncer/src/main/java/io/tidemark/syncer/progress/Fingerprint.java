// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.progress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/**
 * What the downstream is like where a DDL is about to change it.
 *
 * @param server   the server's version: another one may describe the same structure in other words.
 * @param tables   each table that the statement names.
 * @param schemas  each schema that it names: its defaults, empty if it is absent.
 * @param routines hash of the routines of all schemas, since a statement may name any; empty unless it names neither tables
 *                 nor schemas.
 */
record Fingerprint(String server, Map<String, Table> tables, Map<String, String> schemas, String routines) {
    /** How {@code routines} begins; an older version has left those of the default schema, and not always any. */
    static final String OF_ALL_SCHEMAS = "all:";

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A table or view.
     *
     * @param definition hash of what SHOW CREATE says, empty if the table is absent.
     * @param number     what the server calls the table's data by, empty if it does not tell. It goes with the data when
     *                   tables swap their names.
     */
    record Table(String definition, String number) {}

    static Fingerprint parse(final String text) {
        try {
            return JSON.readValue(text, Fingerprint.class);
        } catch (final JsonProcessingException e) {
            throw new IllegalStateException("the record of a DDL holds no fingerprint: " + text, e);
        }
    }

    @Override
    public String toString() {
        try {
            return JSON.writeValueAsString(this);
        } catch (final JsonProcessingException e) {
            throw new IllegalStateException("texts could not be written", e);
        }
    }

    /** Whether the statement names neither tables nor schemas: it is about a routine. */
    boolean isOfRoutines() {
        return tables.isEmpty() && schemas.isEmpty();
    }

    /** Whether structures, names and defaults are the same, as far as they can be seen. */
    boolean looksLike(final Fingerprint other) {
        return schemas.equals(other.schemas)
                && routines.equals(other.routines)
                && tables.keySet().equals(other.tables.keySet())
                && tables.keySet().stream().allMatch(name -> isSameDefinition(name, other));
    }

    /** Whether a table is still there as it was, while something else is not. */
    boolean keepsATableOf(final Fingerprint other) {
        return tables.keySet().stream()
                .anyMatch(name -> !tables.get(name).definition().isEmpty()
                        && isSameDefinition(name, other)
                        && tables.get(name)
                                .number()
                                .equals(other.tables.get(name).number()));
    }

    /** Whether the server calls the data of all tables by what it called them then. */
    boolean hasNumbersOf(final Fingerprint other) {
        return tables.entrySet().stream().allMatch(table -> table.getValue()
                .number()
                .equals(other.tables.get(table.getKey()).number()));
    }

    /** Whether the server tells the number of each table that is there. */
    boolean tellsNumbers() {
        return tables.values().stream()
                .allMatch(
                        table -> table.definition().isEmpty() || !table.number().isEmpty());
    }

    private boolean isSameDefinition(final String name, final Fingerprint other) {
        return tables.get(name).definition().equals(other.tables.get(name).definition());
    }
}
