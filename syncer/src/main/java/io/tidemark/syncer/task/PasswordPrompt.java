// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.task;

import java.util.Optional;

/** Asks a person for a password. */
@FunctionalInterface
public interface PasswordPrompt {
    /** Asks nobody: a server of which the task file gives no password has none. */
    PasswordPrompt NONE = account -> Optional.empty();

    /**
     * Asks for a password.
     *
     * @param account whose: {@code user@host:port}.
     * @return the password; empty if nobody is to be asked.
     * @throws io.tidemark.syncer.failure.OperatorException if there is nobody to ask.
     */
    Optional<String> ask(String account);
}
