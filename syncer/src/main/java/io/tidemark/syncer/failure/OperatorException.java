// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.failure;

/**
 * Something that an operator has to put right. The message is one line: what is wrong, where, and what to do. The
 * command line prints it without a stack trace.
 */
public final class OperatorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Reports what is wrong.
     *
     * @param message what, where, and what to do.
     */
    public OperatorException(final String message) {
        super(message);
    }

    /**
     * Reports what is wrong.
     *
     * @param message what, where, and what to do.
     * @param cause   what was caught, shown only if the operator asks for stack traces.
     */
    public OperatorException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
