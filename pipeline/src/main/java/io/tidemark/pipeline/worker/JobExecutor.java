// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.worker;

/**
 * What an embedder does with row changes. Every worker has an executor of its own and is the only one to call it.
 *
 * @param <P> the embedder's payload.
 */
@FunctionalInterface
public interface JobExecutor<P> extends AutoCloseable {
    /**
     * Applies a batch, all of it or nothing.
     *
     * <p>Durability: to return is to promise that a crash can't take the batch back; checkpoints are built on it. May
     * block. Retries of what may pass (lost connections, deadlocks) are made in here.
     *
     * @param batch the changes, valid until this call returns.
     * @throws Exception if the batch is not applied. The pipeline then stops, and no point passes the batch.
     */
    void execute(Batch<P> batch) throws Exception;

    /** Lets go of what the executor holds; called by its worker once no batch will follow. */
    @Override
    default void close() {}
}
