// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

/**
 * What one replay took.
 *
 * @param seconds           from the command to begin until everything is applied.
 * @param applierCpuSeconds processor time of the process that read the binlog and sent the rows; 0 if that is the server.
 * @param serverCpuSeconds  processor time of the downstream's server.
 * @param applierPeakBytes  the most memory that the applier's process had resident; 0 if there is none.
 * @param serverPeakBytes   the most memory that the downstream's server had resident.
 */
record Replayed(
        double seconds,
        double applierCpuSeconds,
        double serverCpuSeconds,
        long applierPeakBytes,
        long serverPeakBytes) {}
