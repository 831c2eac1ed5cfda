// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/**
 * Row changes: the structure of their tables, their values as the binlog carries them and as JDBC binds them, and the
 * causality keys that say which of them may not overtake each other. No connection is opened here.
 */
package io.tidemark.syncer.row;
