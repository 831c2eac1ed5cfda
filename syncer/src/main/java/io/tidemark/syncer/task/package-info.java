// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/**
 * The task file: what an operator wants replicated, from where to where, and how. Read once, into immutable values;
 * every fault is an {@link io.tidemark.syncer.failure.OperatorException} that names the file, the line and the key.
 */
package io.tidemark.syncer.task;
