// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

/**
 * A condition of the embedder's did not hold, so nothing of the last transaction of the change was written. Trying again
 * is of no use: the process should stop.
 *
 * @see ExtraStatement
 */
public final class CheckpointRefusedException extends CheckpointStoreException {
    private static final long serialVersionUID = 1L;

    /**
     * Reports a refusal.
     *
     * @param message the condition's, which says what it means that it did not hold.
     */
    public CheckpointRefusedException(final String message) {
        super(message, null);
    }
}
