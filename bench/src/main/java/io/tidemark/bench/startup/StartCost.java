// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.startup;

import java.util.Locale;

/**
 * What a start has cost.
 *
 * @param tables         how many table points the checkpoint has.
 * @param loadSeconds    to read the checkpoint.
 * @param heldBytes      what it holds on the heap.
 * @param flushSeconds   the first flush, in which {@link StartUp#TOUCHED} tables have moved.
 * @param firstRowSeconds from the start of a replication until its first row is downstream.
 */
record StartCost(int tables, double loadSeconds, long heldBytes, double flushSeconds, double firstRowSeconds) {
    static final String HEAD = String.format(
            Locale.ROOT,
            "%10s %10s %10s %10s %12s %14s",
            "tables",
            "load, s",
            "held, MB",
            "B a table",
            "flush, ms",
            "first row, s");
    static final String CSV_HEAD = "tables,load_seconds,held_bytes,flush_seconds,first_row_seconds";
    private static final double MEGABYTE = 1e6;
    private static final double MILLIS = 1e3;

    String text() {
        return String.format(
                Locale.ROOT,
                "%,10d %10.2f %10.1f %,10d %12.1f %14.2f",
                tables,
                loadSeconds,
                heldBytes / MEGABYTE,
                tables == 0 ? 0 : heldBytes / tables,
                flushSeconds * MILLIS,
                firstRowSeconds);
    }

    String csv() {
        return String.format(
                Locale.ROOT, "%d,%.4f,%d,%.4f,%.4f", tables, loadSeconds, heldBytes, flushSeconds, firstRowSeconds);
    }
}
