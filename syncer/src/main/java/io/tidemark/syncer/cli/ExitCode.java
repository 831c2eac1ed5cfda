// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cli;

/** What the process's exit code says. */
final class ExitCode {
    /** What was asked for is done. */
    static final int DONE = 0;

    /** It failed, or an operator has to put something right first. */
    static final int FAILED = 1;

    /** The arguments were not understood. */
    static final int USAGE = 2;

    private ExitCode() {}
}
