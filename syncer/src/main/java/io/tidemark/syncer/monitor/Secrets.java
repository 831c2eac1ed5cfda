// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.monitor;

import io.tidemark.syncer.task.Task;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What must never be shown, whoever says it: a server may repeat in an error what it was told. Immutable. */
final class Secrets {
    /** A shorter one would blot out words, and protects nothing. */
    private static final int SHORTEST = 4;

    private final List<String> secrets;

    Secrets(final Task task, final Optional<String> token) {
        secrets = Stream.concat(
                        Stream.of(
                                task.target().password(), task.source().server().password()),
                        token.stream())
                .filter(secret -> secret.length() >= SHORTEST)
                .toList();
    }

    String blot(final String text) {
        String result = text;
        for (final String secret : secrets) {
            result = result.replace(secret, "***");
        }
        return result;
    }
}
