// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.torture;

import io.tidemark.syncer.failure.OperatorException;

/** The downstream server does not start any more after a kill. */
final class DownstreamBrokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DownstreamBrokenException(final OperatorException cause) {
        super("it does not start any more after a kill: " + cause.getMessage(), cause);
    }
}
