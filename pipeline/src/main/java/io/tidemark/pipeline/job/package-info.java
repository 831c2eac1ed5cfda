// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/**
 * The job ring, filled by the source and cleared by the checkpoint routine, and beside it what the router says of each job:
 * preallocated arrays that are used again and again.
 */
package io.tidemark.pipeline.job;
