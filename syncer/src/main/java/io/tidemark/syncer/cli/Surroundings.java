// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cli;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Map;

/**
 * What the command line knows of the process it runs in.
 *
 * @param out         where results go.
 * @param err         where errors go.
 * @param environment the process's environment, for passwords.
 * @param terminal    whether {@code out} is a terminal.
 * @param person      who sits there, if anybody.
 */
record Surroundings(
        PrintWriter out, PrintWriter err, Map<String, String> environment, boolean terminal, Person person) {
    /** The launcher sets it, since Java can't tell whether its output alone is a terminal. */
    private static final String TERMINAL = "tidemark.terminal";

    Surroundings {
        requireNonNull(out, "out");
        requireNonNull(err, "err");
        requireNonNull(environment, "environment");
        requireNonNull(person, "person");
    }

    /** Where nobody can be asked. */
    Surroundings(
            final PrintWriter out,
            final PrintWriter err,
            final Map<String, String> environment,
            final boolean terminal) {
        this(out, err, environment, terminal, Person.NOBODY);
    }

    static Surroundings ofThisProcess() {
        return new Surroundings(
                new PrintWriter(System.out, true, Charset.defaultCharset()),
                new PrintWriter(System.err, true, Charset.defaultCharset()),
                System.getenv(),
                Boolean.getBoolean(TERMINAL),
                Boolean.getBoolean(TERMINAL) ? Person.atConsole() : Person.NOBODY);
    }
}
