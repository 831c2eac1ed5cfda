// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/**
 * The command line. It reads arguments and the task file, calls what does the work, and turns failures into one line
 * and an exit code: 0 done, 1 failed, 2 not understood. What does the work is passed in, so the command line is tested
 * without servers; {@link io.tidemark.syncer.cli.Tidemark} puts both together.
 */
package io.tidemark.syncer.cli;
