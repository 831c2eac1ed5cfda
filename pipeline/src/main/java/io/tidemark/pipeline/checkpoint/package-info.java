// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/**
 * From watermarks to a durable checkpoint: workers' flush-done watermarks, the low watermark, the points that follow it,
 * and the flushes of their snapshots, off the way of a row.
 */
package io.tidemark.pipeline.checkpoint;
