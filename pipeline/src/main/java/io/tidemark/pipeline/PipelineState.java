// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline;

/** What a pipeline is doing. The last three are for good. */
public enum PipelineState {
    /** Jobs are taken, applied and flushed. */
    RUNNING,
    /** Nothing more is dispatched; what was handed in is still applied and flushed. */
    PAUSED,
    /** No more jobs are taken; what was handed in is applied and flushed, and then it ends. */
    STOPPING,
    /** Ended, with everything that was handed in applied and flushed. */
    STOPPED,
    /** Ended at once; a restart begins at the flushed point. */
    CLOSED,
    /** Ended by a failure; a restart begins at the flushed point. */
    FAILED;

    boolean mayBecome(final PipelineState next) {
        return switch (this) {
            case RUNNING, PAUSED -> next != this && next != STOPPED;
            case STOPPING -> next == STOPPED || next == CLOSED || next == FAILED;
            case STOPPED, CLOSED, FAILED -> false;
        };
    }
}
