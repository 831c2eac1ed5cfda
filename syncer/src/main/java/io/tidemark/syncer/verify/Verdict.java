// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What became of a table. */
enum Verdict {
    /** Both sides have the same columns, and no row was found to be different. */
    @JsonProperty("equal")
    EQUAL("equal"),
    /** A row is missing, too many, or has another value; or a column is missing on one side. */
    @JsonProperty("different")
    DIFFERENT("DIFFERENT"),
    /** The downstream has no such table. */
    @JsonProperty("missing-downstream")
    MISSING_DOWNSTREAM("MISSING DOWNSTREAM"),
    /** Only the downstream has such a table. */
    @JsonProperty("missing-upstream")
    MISSING_UPSTREAM("MISSING UPSTREAM"),
    /** Filters leave out changes of its rows, so that nothing would follow from a difference; it was not compared. */
    @JsonProperty("left-out")
    LEFT_OUT("left out"),
    /** It was different, and another, at every look, and has too many rows to find out which ones. */
    @JsonProperty("undecided")
    UNDECIDED("UNDECIDED"),
    /** It was altered or dropped while it was looked at, so nothing can be said. */
    @JsonProperty("altered")
    ALTERED("ALTERED MEANWHILE");

    private final String text;

    Verdict(final String text) {
        this.text = text;
    }

    /** Whether something may be wrong. */
    boolean isBad() {
        return this != EQUAL && this != LEFT_OUT;
    }

    @Override
    public String toString() {
        return text;
    }
}
