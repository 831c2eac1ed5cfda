// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/**
 * The source of a task: whether a MySQL or MariaDB server can be read from ({@link io.tidemark.syncer.source.Upstream}),
 * and reading its row binlogs ({@link io.tidemark.syncer.source.BinlogSource}). Nothing here knows a pipeline.
 */
package io.tidemark.syncer.source;
