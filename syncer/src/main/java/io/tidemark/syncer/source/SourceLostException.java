// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.location.Location;

/**
 * The connection to the source broke, or could not be made. A new source may begin where this one stood; rows of a
 * transaction that had not ended are then handed over once more.
 */
public final class SourceLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Location location;

    /**
     * Reports a lost connection.
     *
     * @param message  one line: what was lost, and where.
     * @param location the last boundary between transactions.
     * @param cause    what broke, null if the server just closed the connection.
     */
    public SourceLostException(final String message, final Location location, final Throwable cause) {
        super(message, cause);
        this.location = requireNonNull(location, "location");
    }

    /** @return the last boundary between transactions: everything before it was handed over. */
    public Location location() {
        return location;
    }
}
