// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import java.util.List;

/**
 * What was found of a table.
 *
 * @param table       the upstream's name, {@code schema.table}.
 * @param target      the downstream's.
 * @param verdict     the result.
 * @param rows        upstream, each chunk counted when it was looked at.
 * @param targetRows  downstream, likewise.
 * @param chunks      in how many pieces it was looked at.
 * @param missing     rows that the downstream lacks.
 * @param extra       rows that only the downstream has.
 * @param differing   rows with other values.
 * @param unsettled   rows that were different, and another, at each of many looks: nothing can be said of them.
 * @param differences the first of the different rows.
 * @param structure   what one side's structure lacks.
 * @param notes       what else a reader should know.
 */
record TableResult(
        String table,
        String target,
        Verdict verdict,
        long rows,
        long targetRows,
        long chunks,
        long missing,
        long extra,
        long differing,
        long unsettled,
        List<RowDifference> differences,
        List<String> structure,
        List<String> notes) {
    TableResult {
        differences = List.copyOf(differences);
        structure = List.copyOf(structure);
        notes = List.copyOf(notes);
    }

    /** A table of which no rows were compared. */
    static TableResult of(final String table, final String target, final Verdict verdict, final String... notes) {
        return new TableResult(table, target, verdict, 0, 0, 0, 0, 0, 0, 0, List.of(), List.of(), List.of(notes));
    }
}
