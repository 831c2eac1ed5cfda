// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cli;

import io.tidemark.syncer.check.CheckReport;
import io.tidemark.syncer.check.Finding;
import io.tidemark.syncer.check.TaskCheck;
import io.tidemark.syncer.task.Task;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks whether a task can be run. */
@Command(
        name = "check",
        description = {
            "Looks at both servers before a run.",
            "Connections, privileges, binlogs, the start, tables, the checkpoint. Changes nothing. Ends with 0 if nothing"
                    + " has to be put right first, with 1 otherwise."
        })
final class CheckCommand implements Callable<Integer> {
    /** Back to the line's start, and nothing left on it. */
    private static final String SAME_LINE = "\r\u001b[K";

    private final Surroundings surroundings;

    @Mixin
    private TaskArgument taskFile;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    CheckCommand(final Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        final Task task = taskFile.read(surroundings);
        final List<Finding> findings = new TaskCheck(task, progress()).run();
        final PrintWriter out = surroundings.out();
        if (surroundings.terminal()) {
            show(SAME_LINE);
        }
        if (json) {
            out.println(CheckReport.json(task.name(), findings));
            out.flush();
        } else {
            CheckReport.print(findings, out);
        }
        return CheckReport.isGood(findings) ? ExitCode.DONE : ExitCode.FAILED;
    }

    private Consumer<String> progress() {
        return surroundings.terminal() ? next -> show(SAME_LINE + "checking " + next + " ...") : next -> {};
    }

    private void show(final String text) {
        surroundings.err().print(text);
        surroundings.err().flush();
    }
}
