// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

/**
 * What an applier's process says of a replay; travels as JSON.
 *
 * @param seconds    how long it took.
 * @param cpuSeconds the process's processor time meanwhile.
 * @param peakBytes  the most memory that the process had resident meanwhile.
 * @param failure    why it failed, or null.
 */
record ApplierAnswer(double seconds, double cpuSeconds, long peakBytes, String failure) {}
