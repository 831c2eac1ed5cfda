// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.demo;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.tidemark.core.location.BinlogPosition;

/**
 * A line that {@code tidemark run --status json} prints, as far as the demo shows it.
 *
 * @param rowsApplied     row changes applied since that process started.
 * @param rowsPerSecond   at present.
 * @param lowWatermark    every job up to this sequence is applied.
 * @param appliedPosition the global point's saved side.
 * @param flushedPosition the global point's flushed side.
 * @param flushes         checkpoints written since that process started.
 * @param causalityMaps   causality maps alive.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ReplicationStatus(
        long rowsApplied,
        long rowsPerSecond,
        long lowWatermark,
        String appliedPosition,
        String flushedPosition,
        long flushes,
        int causalityMaps) {
    /** Before the first line. */
    static final ReplicationStatus NONE =
            new ReplicationStatus(0, 0, -1, BinlogPosition.MIN.toString(), BinlogPosition.MIN.toString(), 0, 0);

    BinlogPosition applied() {
        return BinlogPosition.parse(appliedPosition);
    }

    BinlogPosition flushed() {
        return BinlogPosition.parse(flushedPosition);
    }
}
