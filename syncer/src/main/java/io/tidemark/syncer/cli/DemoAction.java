// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cli;

import io.tidemark.syncer.demo.DemoOptions;

/** Runs the demo. */
@FunctionalInterface
public interface DemoAction {
    /**
     * Replicates a workload between two servers of its own, and compares them.
     *
     * @param options the workload and the settings of the syncer.
     * @return the exit code: 0 if both sides are equal, 1 if not.
     * @throws Exception if the demo could not be brought to its end.
     */
    int run(DemoOptions options) throws Exception;
}
