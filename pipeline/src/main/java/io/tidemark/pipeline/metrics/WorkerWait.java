// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.metrics;

import java.time.Duration;

/**
 * A worker's wait for another one.
 *
 * @param worker   the other one's number.
 * @param sequence the wait ends when the other's watermark is here.
 * @param lasts    for how long it has been going on.
 */
public record WorkerWait(int worker, long sequence, Duration lasts) {}
