// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cli;

import io.tidemark.syncer.demo.DemoOptions;
import io.tidemark.syncer.replication.RunOptions;
import io.tidemark.syncer.task.Task;
import io.tidemark.syncer.torture.TortureOptions;
import java.util.ArrayList;
import java.util.List;

/** Stands in for replication, demo and torture: records what it was asked to do, and then ends as it was told to. */
final class RecordingWork implements RunAction, DemoAction, TortureAction {
    final List<Task> tasks = new ArrayList<>();
    final List<RunOptions> runs = new ArrayList<>();
    final List<DemoOptions> demos = new ArrayList<>();
    final List<TortureOptions> campaigns = new ArrayList<>();

    private Throwable failure;
    private int result;

    void failsWith(final Throwable end) {
        failure = end;
    }

    void endsWith(final int result) {
        this.result = result;
    }

    @Override
    public void run(final Task task, final RunOptions options) throws Exception {
        tasks.add(task);
        runs.add(options);
        end();
    }

    @Override
    public int run(final DemoOptions options) throws Exception {
        demos.add(options);
        end();
        return result;
    }

    @Override
    public int run(final TortureOptions options) throws Exception {
        campaigns.add(options);
        end();
        return result;
    }

    private void end() throws Exception {
        if (failure instanceof final Error error) {
            throw error;
        }
        if (failure instanceof final Exception exception) {
            throw exception;
        }
    }
}
