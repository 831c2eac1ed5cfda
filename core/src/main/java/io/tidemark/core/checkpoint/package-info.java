/**
 * What a checkpoint is: points that move, snapshots of what has changed, and when a change counts as flushed. No
 * threads, no SQL: who moves the points and where they are written is somebody else's affair.
 */
package io.tidemark.core.checkpoint;
