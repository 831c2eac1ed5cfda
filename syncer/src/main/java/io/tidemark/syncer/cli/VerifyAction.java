// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cli;

import io.tidemark.syncer.task.Task;
import io.tidemark.syncer.verify.VerifyOptions;

/** Compares both sides of a task. */
@FunctionalInterface
public interface VerifyAction {
    /**
     * Compares until the end, or until the process is told to end.
     *
     * @param task    whose sides are compared.
     * @param options what is compared, how gently, and what is shown.
     * @return the exit code: 0 if both sides are equal, 1 if not.
     * @throws io.tidemark.syncer.failure.OperatorException if an operator has to put something right.
     * @throws InterruptedException                         if interrupted.
     */
    int run(Task task, VerifyOptions options) throws InterruptedException;
}
