// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/** The end-to-end comparison: one recorded binlog, replayed by each contender into a fresh downstream. */
package io.tidemark.bench.replay;
