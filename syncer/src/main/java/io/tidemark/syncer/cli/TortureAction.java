// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cli;

import io.tidemark.syncer.torture.TortureOptions;

/** Runs a crash campaign. */
@FunctionalInterface
public interface TortureAction {
    /**
     * Kills a syncer and its downstream again and again, and accounts for every change.
     *
     * @param options how often, and what is written meanwhile.
     * @return the exit code: 0 if every promise was kept, 1 if not, 3 if only a downstream server has lost
     *         commits by itself.
     * @throws Exception if the campaign could not be brought to its end.
     */
    int run(TortureOptions options) throws Exception;
}
