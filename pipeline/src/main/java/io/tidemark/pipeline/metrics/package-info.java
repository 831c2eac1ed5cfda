// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/**
 * What a pipeline counts and measures. {@link io.tidemark.pipeline.metrics.PipelineMetrics} is the read side, for any
 * thread at any time; each value has one writer, which neither allocates nor locks nor waits, and which reads a clock per
 * batch, per wait and per flush only, never per row.
 */
package io.tidemark.pipeline.metrics;
