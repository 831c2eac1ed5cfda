// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.metrics;

/** What the checkpoint routine measures. It is the only writer; any thread reads. */
public final class CheckpointMetrics {
    private final Distribution flushTimes = Distribution.ofTimes(1);
    private final Since standing = new Since();
    private final Since drain = new Since();
    private final Since flushRequest = new Since();
    private final Since write = new Since();
    private final Since flushed = new Since();
    private final Since unflushed = new Since();

    /** Nothing recorded yet. */
    public CheckpointMetrics() {}

    /** @return nanoseconds from a snapshot to the end of its write, per flush that has succeeded. */
    public Distribution flushTimes() {
        return flushTimes;
    }

    /** @return since when the low watermark stands still although jobs are in flight. */
    public Since standing() {
        return standing;
    }

    /** @return since when the oldest drain waits. */
    public Since drain() {
        return drain;
    }

    /** @return since when the oldest caller of a flush waits. */
    public Since flushRequest() {
        return flushRequest;
    }

    /** @return since when the snapshot under way is being written. */
    public Since write() {
        return write;
    }

    /** @return since when the flushed points are what they are. */
    public Since flushed() {
        return flushed;
    }

    /** @return since when something is applied that the flushed points do not claim. */
    public Since unflushed() {
        return unflushed;
    }
}
