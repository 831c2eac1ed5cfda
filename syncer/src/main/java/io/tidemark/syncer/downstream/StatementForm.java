// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import java.util.List;

/** The statements that row changes become. */
enum StatementForm {
    /** Rows that are not there yet. */
    INSERT(true),
    /** Rows that may be there. */
    REPLACE(true),
    /**
     * Rows that must be there, whose identity stays: an INSERT that becomes an UPDATE of the row with the same identity,
     * which is how many rows with different new values fit into one statement.
     */
    OVERWRITE(true),
    /** A row that must be there. */
    UPDATE(false),
    /** Rows that must be there, and go. */
    DELETE(false),
    /** Rows that go if they are there. */
    DELETE_IF_PRESENT(false),
    /** Rows that must not be there, since they came and went inside the batch. */
    ABSENT(false);

    // what a change becomes, made once
    static final List<StatementForm> INSERTS = List.of(INSERT);
    static final List<StatementForm> REPLACES = List.of(REPLACE);
    static final List<StatementForm> OVERWRITES = List.of(OVERWRITE);
    static final List<StatementForm> UPDATES = List.of(UPDATE);
    static final List<StatementForm> DELETES = List.of(DELETE);
    static final List<StatementForm> DELETES_IF_PRESENT = List.of(DELETE_IF_PRESENT);
    static final List<StatementForm> ABSENTS = List.of(ABSENT);
    /** A row that may be at its old place, at its new one, or at both. */
    static final List<StatementForm> MOVES = List.of(DELETE_IF_PRESENT, REPLACE);

    private final boolean values;

    StatementForm(final boolean values) {
        this.values = values;
    }

    /** Whether a row is all its values after the change; else a condition by which it is found. */
    boolean isOfValues() {
        return values;
    }

    /** Whether each row has to be found. */
    boolean needsRow() {
        return this == OVERWRITE || this == UPDATE || this == DELETE;
    }
}
