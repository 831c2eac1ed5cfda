// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/** Job workers: they take their own row changes off the ring, apply them in batches, and publish how far they are. */
package io.tidemark.pipeline.worker;
