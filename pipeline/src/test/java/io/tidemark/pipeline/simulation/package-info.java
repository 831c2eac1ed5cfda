// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/** Proof by simulation: the pipeline's own steps, driven by a seed through failures and crashes. */
package io.tidemark.pipeline.simulation;
