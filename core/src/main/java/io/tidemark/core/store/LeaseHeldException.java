// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

/** Another process works on this source; the message says which one, and what to do. */
public final class LeaseHeldException extends CheckpointStoreException {
    private static final long serialVersionUID = 1L;

    /**
     * Reports a refusal.
     *
     * @param message who holds the lease of what, and since when.
     */
    public LeaseHeldException(final String message) {
        super(message, null);
    }
}
