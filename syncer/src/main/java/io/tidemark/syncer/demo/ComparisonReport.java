// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.demo;

import io.tidemark.syncer.verify.ComparedTable;
import io.tidemark.syncer.verify.TableDigest;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** A comparison for people to read. */
public final class ComparisonReport {
    private static final List<String> TITLES =
            List.of("table", "rows left", "rows right", "checksum left", "checksum right", "");

    private ComparisonReport() {}

    /**
     * Lays the results out in aligned columns.
     *
     * @param tables the results.
     * @return a line of titles and a line for each table, each with a line break at its end.
     */
    public static String of(final List<ComparedTable> tables) {
        final BitSet numbers = new BitSet();
        numbers.set(1, 3);
        final TextTable text = new TextTable(TITLES, numbers);
        for (final ComparedTable table : tables) {
            text.add(List.of(
                    table.table().schema() + '.' + table.table().table(),
                    rows(table.left()),
                    rows(table.right()),
                    checksum(table.left()),
                    checksum(table.right()),
                    table.verdict()));
        }
        return text.toString();
    }

    private static String rows(final Optional<TableDigest> digest) {
        return digest.map(known -> Long.toString(known.rows())).orElse("-");
    }

    private static String checksum(final Optional<TableDigest> digest) {
        return digest.map(TableDigest::checksum).orElse("-");
    }
}
