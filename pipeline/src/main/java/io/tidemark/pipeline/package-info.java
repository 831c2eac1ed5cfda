// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/**
 * The embedder's door: start a {@link io.tidemark.pipeline.Pipeline} on a loaded checkpoint, hand row changes in, ask for
 * flushes. The rooms behind it are public only because they are packages of their own; an embedder needs this one, and
 * {@link io.tidemark.pipeline.worker.JobExecutor}. No SQL and no binlog client may enter this module.
 */
package io.tidemark.pipeline;
