// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.GtidSet;
import io.tidemark.syncer.ddl.DdlRule;
import io.tidemark.syncer.ddl.StatementText;
import io.tidemark.syncer.downstream.Downstream;
import io.tidemark.syncer.downstream.RetryPolicy;
import io.tidemark.syncer.progress.DdlRules;
import io.tidemark.syncer.source.SourceStatement;
import io.tidemark.syncer.task.DdlSettings;
import io.tidemark.syncer.task.Task;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What operators want of single statements: those of the task file, then those of {@code skip-ddl}, which are read anew for
 * each statement. The source thread's.
 */
final class DdlDecisions {
    private final DdlSettings settings;
    private final DdlRules rules;

    DdlDecisions(final Task task, final Downstream downstream) {
        this.settings = task.ddl();
        this.rules = new DdlRules(
                downstream,
                RetryPolicy.DEFAULT,
                task.metaSchema(),
                task.name(),
                task.source().id());
    }

    Optional<DdlRule> about(final SourceStatement statement) throws InterruptedException {
        final BinlogPosition after = statement.after().position();
        return Stream.concat(settings.rules().stream(), rules.list().stream().map(DdlRules.Stored::rule))
                .filter(rule -> rule.isAbout(after, statement.gtid()))
                .findFirst();
    }

    void used(final DdlRule rule, final SourceStatement statement) throws InterruptedException {
        rules.used(rule, StatementText.excerpt(statement.sql()));
    }

    /** How to go on without a statement, word by word. */
    String wayOut(final SourceStatement statement) {
        final String at = statement.gtid().isEmpty()
                ? statement.after().position().toString()
                : GtidSet.parse(statement.gtid()).toString();
        final String command = "./tidemark skip-ddl " + settings.taskFile() + " --at " + at;
        return "leave the statement out: " + command + ", or execute another in its place: " + command
                + " --replace \"<SQL>\"; then start again";
    }
}
