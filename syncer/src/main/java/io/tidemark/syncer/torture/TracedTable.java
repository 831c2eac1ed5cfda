// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.torture;

import java.util.List;

/**
 * A table whose every row change is accounted for. A row has a number, which it keeps for life and no other row of its
 * table ever gets; the version, which each of its changes moves by one; and the ordinal of the transaction that changed it
 * last. A deletion counts as a change too, so a row that comes back goes on two versions higher.
 */
enum TracedTable {
    /** One row a transaction: how far the downstream is. */
    LEDGER(1, "PRIMARY KEY (number)"),
    /** A few rows that many changes meet on. */
    HOT(1, "PRIMARY KEY (number)"),
    /** Rows that exchange their primary and their unique keys. */
    SEAT(1, "place INT NOT NULL, label VARCHAR(20) NULL, PRIMARY KEY (place), UNIQUE KEY (label)"),
    /** No key at all. */
    PLAIN(1, "note VARCHAR(20) NULL, KEY (number)"),
    /** No key at all, and each row is there twice. */
    TWIN(2, "note VARCHAR(20) NULL, KEY (number)"),
    /** Is truncated now and then. */
    SCRATCH(1, "PRIMARY KEY (number)");

    static final String SCHEMA = "torture";

    private final int copies;
    private final String more;

    TracedTable(final int copies, final String more) {
        this.copies = copies;
        this.more = more;
    }

    /** How many equal rows there are of each number. */
    int copies() {
        return copies;
    }

    String lowerCase() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The statement that creates it, on either side. */
    String definition() {
        return "CREATE TABLE " + SCHEMA + '.' + lowerCase()
                + " (number BIGINT NOT NULL, version INT NOT NULL, tx BIGINT NOT NULL, " + more + ')';
    }

    /** Statements for the downstream: from then on each change leaves a line in the history, in its own transaction. */
    List<String> triggers() {
        return List.of(
                trigger("INSERT", "NEW.number, NEW.version, NEW.tx"),
                trigger("UPDATE", "NEW.number, NEW.version, NEW.tx"),
                trigger("DELETE", "OLD.number, OLD.version + 1, OLD.tx"));
    }

    private String trigger(final String event, final String values) {
        final String name = lowerCase();
        return "CREATE TRIGGER " + SCHEMA + '.' + name + '_' + event + " AFTER " + event + " ON " + SCHEMA + '.' + name
                + " FOR EACH ROW INSERT INTO " + History.TABLE + " (tbl, number, version, tx) VALUES ('" + name
                + "', " + values + ')';
    }
}
