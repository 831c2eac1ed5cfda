// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/**
 * From the job ring to workers: who applies a row change, and for whom it has to wait. One thread; it stands between the
 * source and the workers.
 */
package io.tidemark.pipeline.router;
