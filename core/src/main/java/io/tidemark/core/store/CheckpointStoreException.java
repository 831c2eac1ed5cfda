// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

/**
 * A store could not be read or written; the message says what was tried, on what, and why it failed.
 *
 * @see LeaseHeldException
 * @see LeaseLostException
 */
public class CheckpointStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Reports a failure.
     *
     * @param message what was tried and on what.
     * @param cause   why it failed, or null.
     */
    public CheckpointStoreException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
