// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

/**
 * Another process has taken over this source. Nothing was written, and nothing will be: trying again is of no use, the
 * process should stop.
 */
public final class LeaseLostException extends CheckpointStoreException {
    private static final long serialVersionUID = 1L;

    /**
     * Reports a loss.
     *
     * @param message the lease of what was lost, and to whom.
     */
    public LeaseLostException(final String message) {
        super(message, null);
    }
}
