// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/**
 * What a checkpoint is: points that move, snapshots of what has changed, and when a change counts as flushed. No SQL, and
 * no threads beyond one that bounds the wait for an operator's change: who moves the points and where they are written is
 * somebody else's affair.
 */
package io.tidemark.core.checkpoint;
