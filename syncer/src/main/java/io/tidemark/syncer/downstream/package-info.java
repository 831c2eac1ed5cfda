// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/**
 * The downstream server: connections to it, the structures of its tables, and what applies batches of row changes and
 * DDL to it.
 */
package io.tidemark.syncer.downstream;
