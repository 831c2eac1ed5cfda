// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cli;

import io.tidemark.syncer.failure.OperatorException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line as a whole: finds the command, runs it, and says how it ended. */
@Command(
        name = "tidemark",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        description = {
            "Replicates MySQL and MariaDB with asynchronous checkpoints.",
            "In a source tree, ./tidemark bench replays one binlog with Tidemark and with others; see its --help."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:done",
            "1:replication failed, or something has to be put right first",
            "2:arguments not understood"
        })
final class TidemarkCommand implements Runnable {
    private final RunAction replication;
    private final DemoAction demo;
    private final TortureAction torture;
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--stack-trace",
            scope = ScopeType.INHERIT,
            description = "Show where in the program a failure came from.")
    private boolean stackTrace;

    TidemarkCommand(
            final RunAction replication,
            final DemoAction demo,
            final TortureAction torture,
            final Surroundings surroundings) {
        this.replication = replication;
        this.demo = demo;
        this.torture = torture;
        this.surroundings = surroundings;
    }

    /**
     * Runs the command that the arguments name. Every failure is one line on the error output.
     *
     * @return the exit code.
     */
    int execute(final String... arguments) {
        final CommandLine commandLine = new CommandLine(this)
                .addSubcommand(new RunCommand(replication, surroundings))
                .addSubcommand(new CheckCommand(surroundings))
                .addSubcommand(new StatusCommand(surroundings))
                .addSubcommand(new PauseCommand(surroundings))
                .addSubcommand(new ResumeCommand(surroundings))
                .addSubcommand(new SkipDdlCommand(surroundings))
                .addSubcommand(CheckpointCommand.with(surroundings))
                .addSubcommand(new VerifyCommand(new VerifyProcess(surroundings), surroundings))
                .addSubcommand(new DemoCommand(demo, surroundings))
                .addSubcommand(new TortureCommand(torture, surroundings))
                .setOut(surroundings.out())
                .setErr(surroundings.err())
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setColorScheme(CommandLine.Help.defaultColorScheme(surroundings.terminal() ? Ansi.AUTO : Ansi.OFF))
                .setParameterExceptionHandler((failure, given) -> notUnderstood(failure))
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure));
        try {
            return commandLine.execute(arguments);
        } catch (final Error failure) {
            // picocli hands on exceptions only
            return failed(failure);
        }
    }

    /** Without a command there is nothing to do but to say which there are. */
    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "A command is missing: " + String.join(", ", spec.subcommands().keySet()));
    }

    private int notUnderstood(final ParameterException failure) {
        String message = failure.getMessage();
        if (failure instanceof final UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            message += "; did you mean " + unmatched.getSuggestions().get(0) + '?';
        }
        final String command = failure.getCommandLine().getCommandSpec().qualifiedName();
        print(message + " (see " + command + " --help)");
        return ExitCode.USAGE;
    }

    private int failed(final Throwable failure) {
        final boolean expected = failure instanceof OperatorException;
        String message = expected ? failure.getMessage() : failure.toString();
        if (!expected && !stackTrace) {
            message += " (--stack-trace shows where it came from)";
        }
        print(message);
        if (stackTrace) {
            failure.printStackTrace(surroundings.err());
        }
        return ExitCode.FAILED;
    }

    private void print(final String message) {
        final PrintWriter err = surroundings.err();
        err.println("tidemark: " + message.replaceAll("\\s*\\R\\s*", " "));
        err.flush();
    }
}
