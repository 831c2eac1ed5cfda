// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.check;

import io.tidemark.syncer.checkpoint.CheckpointState;

/** Whether there is a checkpoint, and nobody works on it. */
record CheckpointUsable(Side downstream, CheckpointState state) implements Check {
    @Override
    public String name() {
        return "checkpoint";
    }

    @Override
    public void run(final Findings to) {
        state.worker()
                .ifPresentOrElse(
                        worker -> to.fail(
                                downstream,
                                "it is worked on by " + worker,
                                "stop that process first; only one can work on a source"),
                        () -> to.ok(downstream, "no process works on it"));
        to.ok(
                downstream,
                state.stored()
                        .global()
                        .map(point -> state.tableName() + " is at " + point.location() + ", with points of "
                                + state.stored().tables().size() + " tables")
                        .orElse("there is none: the next run is a first one"));
        if (state.movedByOthers()) {
            to.warn(
                    downstream,
                    "somebody else has moved it since Tidemark flushed it last, so the next run may apply rows twice to tables"
                            + " without a key",
                    "compare such tables after the run");
        }
    }
}
