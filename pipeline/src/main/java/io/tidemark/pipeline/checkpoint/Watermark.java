// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.checkpoint;

/** A slot of the watermark ring: worker w has applied everything of its own up to a sequence. */
final class Watermark {
    private int worker;
    private long sequence;

    void set(final int ofWorker, final long upTo) {
        worker = ofWorker;
        sequence = upTo;
    }

    int worker() {
        return worker;
    }

    long sequence() {
        return sequence;
    }
}
