// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.task;

import static java.util.Objects.requireNonNull;

import io.tidemark.syncer.ddl.DdlRule;
import java.util.List;

/**
 * What a task says of single statements.
 *
 * @param taskFile how to name the task on the command line, for messages.
 * @param rules    statements that are left out or replaced.
 */
public record DdlSettings(String taskFile, List<DdlRule> rules) {
    /** Nothing is said. */
    public static final DdlSettings NONE = new DdlSettings("<task file>", List.of());

    /** Copies the rules. */
    public DdlSettings {
        requireNonNull(taskFile, "taskFile");
        rules = List.copyOf(rules);
    }
}
