// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cli;

import io.tidemark.syncer.failure.OperatorException;
import java.io.Console;

/** Whoever sits at the terminal. */
interface Person {
    /** There is no terminal: asking is an error that says what to do instead. */
    Person NOBODY = new Person() {
        @Override
        public String password(final String account) {
            throw new OperatorException(
                    "the password of " + account + " can't be asked for, since there is no terminal:"
                            + " give password: ${NAME} or password-file in the task file");
        }

        @Override
        public boolean agrees(final String question) {
            throw new OperatorException(
                    "nobody can be asked, since there is no terminal: " + question + " Add --yes if so");
        }
    };

    /**
     * Asks for a password, which is not shown while it is typed.
     *
     * @param account whose.
     */
    String password(String account);

    /**
     * Asks a question.
     *
     * @return whether the answer is yes.
     */
    boolean agrees(String question);

    /**
     * Whoever sits at this process's console; nobody if it has none. From Java 22 on there is a console without a terminal
     * too, so whether there is one is asked before.
     */
    @SuppressWarnings("SystemConsoleNull")
    static Person atConsole() {
        final Console console = System.console();
        if (console == null) {
            return NOBODY;
        }
        return new Person() {
            @Override
            public String password(final String account) {
                final char[] typed = console.readPassword("password of %s: ", account);
                if (typed == null) {
                    throw new OperatorException("no password of " + account + " was given");
                }
                return new String(typed);
            }

            @Override
            public boolean agrees(final String question) {
                return "yes".equals(console.readLine("%s Type yes to go on: ", question));
            }
        };
    }
}
