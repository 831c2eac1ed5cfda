// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.check;

import static java.util.Objects.requireNonNull;

/**
 * One thing that was looked at.
 *
 * @param outcome what it means.
 * @param check   what was looked at, in a word or two.
 * @param where   the server, or table.
 * @param what    what was found.
 * @param remedy  what to do; empty if nothing.
 */
public record Finding(Outcome outcome, String check, String where, String what, String remedy) {
    /** All are required. */
    public Finding {
        requireNonNull(outcome, "outcome");
        requireNonNull(check, "check");
        requireNonNull(where, "where");
        requireNonNull(what, "what");
        requireNonNull(remedy, "remedy");
    }
}
