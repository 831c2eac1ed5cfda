package io.tidemark.syncer.cli;

import io.tidemark.syncer.failure.OperatorException;

/** The program: puts the command line and what does the work together. */
public final class Tidemark {
    private Tidemark() {}

    /**
     * Runs a command and ends the process with its exit code.
     *
     * @param arguments see {@code tidemark --help}.
     */
    public static void main(final String... arguments) {
        final Replication replication = (task, options) -> {
            throw new OperatorException("this build can't replicate");
        };
        final DemoRun demo = options -> {
            throw new OperatorException("this build has no demo");
        };
        System.exit(new TidemarkCommand(replication, demo, Surroundings.ofThisProcess()).execute(arguments));
    }
}
