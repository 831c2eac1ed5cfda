// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cli;

import io.tidemark.syncer.ddl.DdlRule;
import io.tidemark.syncer.ddl.StatementText;
import io.tidemark.syncer.downstream.Downstream;
import io.tidemark.syncer.downstream.RetryPolicy;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.progress.DdlRules;
import io.tidemark.syncer.task.Task;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Decides about a DDL that can't go through, as DM's {@code binlog skip|replace|revert|list} does. */
@Command(
        name = "skip-ddl",
        description = {
            "Leaves a DDL out, or executes another in its place.",
            "What DM's binlog skip, replace, revert and list do. A run heeds it when it comes to the statement."
        })
final class SkipDdlCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Mixin
    private TaskArgument taskFile;

    @Option(
            names = {"--at", "-b", "--binlog-pos"},
            paramLabel = "<file:pos | GTID>",
            description = "Which statement: what the error names.")
    private String at;

    @Option(names = "--replace", paramLabel = "<SQL>", description = "Execute this one DDL in its place.")
    private String replacement;

    @Option(names = "--revert", description = "Take back what was decided about the statement, if it was not used.")
    private boolean revert;

    @Option(names = "--list", description = "Show what was decided, and for which statement it was used.")
    private boolean list;

    SkipDdlCommand(final Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (list == (at != null)) {
            throw new ParameterException(
                    spec.commandLine(), list ? "--list goes without --at" : "--at or --list is missing");
        }
        if (replacement != null && (list || revert)) {
            throw new ParameterException(spec.commandLine(), "--replace goes with --at alone");
        }
        if (list && revert) {
            throw new ParameterException(spec.commandLine(), "--revert goes with --at");
        }
        final Optional<DdlRule> rule = list ? Optional.empty() : Optional.of(rule());
        final Task task = taskFile.read(surroundings);
        final Downstream downstream = Downstream.forOperators(task.target());
        downstream.check();
        final DdlRules rules = new DdlRules(
                downstream,
                RetryPolicy.DEFAULT,
                task.metaSchema(),
                task.name(),
                task.source().id());
        if (rule.isEmpty()) {
            show(rules.list());
        } else if (revert) {
            revert(rules, rule.get());
        } else {
            rules.put(rule.get());
            surroundings
                    .out()
                    .println("The DDL at " + rule.get().at()
                            + (replacement == null ? " will be left out" : " will be replaced")
                            + ": start the task again, or, if it runs and has not come there, let it run.");
        }
        surroundings.out().flush();
        return ExitCode.DONE;
    }

    private DdlRule rule() {
        try {
            return DdlRule.of(at, Optional.ofNullable(replacement));
        } catch (final IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void revert(final DdlRules rules, final DdlRule rule) throws InterruptedException {
        if (!rules.revert(rule.at())) {
            throw new OperatorException("nothing that could be taken back was decided about the DDL at " + rule.at()
                    + ": --list shows what was decided, and what was used already");
        }
        surroundings.out().println("The DDL at " + rule.at() + " will be executed as the source has it.");
    }

    private void show(final List<DdlRules.Stored> rules) {
        final PrintWriter out = surroundings.out();
        if (rules.isEmpty()) {
            out.println("Nothing was decided about any DDL.");
        }
        for (final DdlRules.Stored stored : rules) {
            final String what = stored.rule()
                    .replacement()
                    .map(sql -> "replace by: " + StatementText.excerpt(sql))
                    .orElse("leave out");
            out.println(stored.rule().at() + "  " + what);
            stored.used()
                    .ifPresent(when -> out.println("    used " + when + " UTC for: "
                            + stored.statement().orElse("")));
        }
    }
}
