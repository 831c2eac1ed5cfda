// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.progress;

import io.tidemark.syncer.ddl.LeadingWords;
import io.tidemark.syncer.downstream.Ddl;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells whether a DDL that was recorded and maybe executed has been executed, by what the downstream is like now.
 *
 * <p>Nothing else happened in between: the fence lets no row and no other DDL pass. So whatever looks different shows
 * that it was executed. What looks the same was not executed, or changes nothing that can be seen; executing that again
 * does no harm (TRUNCATE, an ALTER to what is there already), with one exception: tables that swapped their names. Those
 * are told by the numbers that servers give to tables.
 */
enum DdlVerdict {
    /** It was executed. */
    EXECUTED,
    /** It was not, or not completely, and can be executed. */
    EXECUTE,
    /** It was executed in part, or unseen: what says "gone" or "there already" is to be taken for success. */
    EXECUTE_REST,
    /** Nobody but an operator can tell. */
    UNKNOWN;

    private static final Pattern EXCHANGE = Pattern.compile("\\bEXCHANGE\\s+PARTITION\\b", Pattern.CASE_INSENSITIVE);

    /** Two names can't be swapped by one RENAME without a third. */
    private static final int NAMES_OF_A_SWAP = 3;

    static DdlVerdict of(final Ddl ddl, final Fingerprint before, final Fingerprint now) {
        if (!before.server().equals(now.server())) {
            return UNKNOWN;
        }
        if (before.isOfRoutines()) {
            return ofRoutine(before, now);
        }
        final List<String> words = LeadingWords.of(ddl.sql());
        final boolean drop = !words.isEmpty() && words.get(0).equals("DROP");
        if (drop && now.schemas().values().stream().anyMatch(defaults -> !defaults.isEmpty())) {
            return EXECUTE; // a schema goes last, after its tables
        }
        if (before.looksLike(now)) {
            if (!maySwap(ddl, words)) {
                return EXECUTE;
            }
            if (!before.tellsNumbers() || !now.tellsNumbers()) {
                return UNKNOWN;
            }
            return before.hasNumbersOf(now) ? EXECUTE : EXECUTED;
        }
        if (ddl.tables().size() > 1 && before.keepsATableOf(now)) {
            return drop ? EXECUTE_REST : UNKNOWN;
        }
        return EXECUTED;
    }

    /** Some routines a user may not see: they are told by what the server says when the statement is executed again. */
    private static DdlVerdict ofRoutine(final Fingerprint before, final Fingerprint now) {
        if (!before.routines().startsWith(Fingerprint.OF_ALL_SCHEMAS)) {
            return UNKNOWN;
        }
        return before.looksLike(now) ? EXECUTE_REST : EXECUTED;
    }

    private static boolean maySwap(final Ddl ddl, final List<String> words) {
        final boolean rename = !words.isEmpty() && words.get(0).equals("RENAME");
        return (rename && ddl.tables().size() >= NAMES_OF_A_SWAP)
                || EXCHANGE.matcher(ddl.sql()).find();
    }
}
