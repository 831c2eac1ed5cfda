// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.task.Server;

/** Something that brings a recorded binlog into a downstream. One thread uses it. */
interface Contender extends AutoCloseable {
    /** As on the command line and in results. */
    String key();

    /** One line for the report. */
    String description();

    /** How many connections write, or threads. */
    int workers();

    /** The most rows of a transaction downstream; 0 if transactions are left as they are. */
    int batch();

    /** Whether it connects to the downstream, so that a slower way there slows it. */
    boolean isRemote();

    /** Whether it can bring this workload downstream at all. */
    default boolean canReplay(final Workload workload) {
        return true;
    }

    /**
     * Applies the recording, all of it.
     *
     * @param recording  what to apply.
     * @param downstream new, with the recording's tables prepared.
     * @param door       where to connect to: the downstream itself, or a slower way to it.
     * @return what it took.
     * @throws io.tidemark.syncer.failure.OperatorException if it could not.
     */
    Replayed replay(Recording recording, EmbeddedServer downstream, Server door) throws InterruptedException;

    @Override
    void close();
}
