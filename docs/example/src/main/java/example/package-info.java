// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/** A syncer of one's own in three classes: a source, a sink, and a store for the checkpoint. Nothing in it knows SQL. */
package example;
