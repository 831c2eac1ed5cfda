// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/**
 * What operators do with a task's checkpoint while no run works with it: look at it, keep a copy, put a copy back, remove it.
 * Whatever changes something takes the lease first, as a run does.
 */
package io.tidemark.syncer.checkpoint;
