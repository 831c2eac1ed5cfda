// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import io.tidemark.syncer.failure.OperatorException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import picocli.CommandLine;

/** The program behind {@code ./tidemark bench}. */
public final class Bench {
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private Bench() {}

    /**
     * Compares, and ends the process with an exit code.
     *
     * @param arguments see {@code ./tidemark bench --help}.
     */
    public static void main(final String... arguments) {
        final PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
        final PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
        System.exit(execute(out, err, arguments));
    }

    /** Every failure is a line on the error output. */
    static int execute(final PrintWriter out, final PrintWriter err, final String... arguments) {
        final CommandLine commandLine = new CommandLine(new BenchCommand(List.of(arguments), out, err))
                .setCommandName("tidemark bench")
                .setOut(out)
                .setErr(err)
                .setExpandAtFiles(false)
                .setParameterExceptionHandler((failure, given) -> {
                    err.println("tidemark: " + failure.getMessage() + " (see tidemark bench --help)");
                    return USAGE;
                })
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (failure instanceof OperatorException) {
                        err.println("tidemark: " + failure.getMessage());
                    } else {
                        failure.printStackTrace(err);
                    }
                    return FAILED;
                });
        return commandLine.execute(arguments);
    }
}
