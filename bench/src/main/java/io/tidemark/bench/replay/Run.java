// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

/**
 * One replay, as the result file holds it.
 *
 * @param workload          what was replayed.
 * @param contender         who replayed.
 * @param addedLatencyMs    to each round trip between the contender and the downstream.
 * @param workers           connections or threads that wrote.
 * @param batch             rows of a transaction, at most; 0 if transactions were left as they are.
 * @param round             from 1; contenders of one round ran one after the other.
 * @param rows              row changes.
 * @param transactions      of the recording.
 * @param seconds           from the command until everything was applied.
 * @param applierCpuSeconds processor time of the applier's process; 0 if there was none.
 * @param serverCpuSeconds  processor time of the downstream's server.
 * @param applierPeakBytes  resident memory of the applier's process at most; 0 if there was none.
 * @param serverPeakBytes   resident memory of the downstream's server at most.
 */
record Run(
        String workload,
        String contender,
        long addedLatencyMs,
        int workers,
        int batch,
        int round,
        long rows,
        long transactions,
        double seconds,
        double applierCpuSeconds,
        double serverCpuSeconds,
        long applierPeakBytes,
        long serverPeakBytes) {
    /** What runs of all rounds have in common. */
    record Variant(String workload, String contender, long addedLatencyMs, int workers, int batch) {}

    static Run of(final Recording recording, final Entrant entrant, final int round, final Replayed replayed) {
        return new Run(
                recording.workload().key(),
                entrant.contender().key(),
                entrant.added().toMillis(),
                entrant.contender().workers(),
                entrant.contender().batch(),
                round,
                recording.rows(),
                recording.transactions(),
                replayed.seconds(),
                replayed.applierCpuSeconds(),
                replayed.serverCpuSeconds(),
                replayed.applierPeakBytes(),
                replayed.serverPeakBytes());
    }

    Variant variant() {
        return new Variant(workload, contender, addedLatencyMs, workers, batch);
    }

    double rowsPerSecond() {
        return rows / seconds;
    }
}
