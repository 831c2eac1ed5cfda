// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.worker;

/**
 * Makes an executor for each worker.
 *
 * @param <P> the embedder's payload.
 */
@FunctionalInterface
public interface JobExecutorFactory<P> {
    /**
     * Makes one executor. Called by the thread that starts the pipeline.
     *
     * @param worker the worker's number, from 0.
     * @return an executor that only this worker will use.
     */
    JobExecutor<P> create(int worker);
}
