// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/**
 * A task at work: where it starts, what it does with each event of the source, when safe mode ends, how it stops. Puts
 * source, pipeline and downstream together, as any embedder could.
 */
package io.tidemark.syncer.replication;
