// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/**
 * Names and structures of source tables: the TableInfo JSON that stands in the checkpoint table, and how one is built from
 * what a server's information_schema says. No SQL is run here, and nothing here knows a point.
 */
package io.tidemark.core.schema;
