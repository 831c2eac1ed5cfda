// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

/** Marks of workers in a MySQL. */
class WorkerProgressMysqlIT extends WorkerProgressIT {}
