// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/** What the pipeline measures, in the words of a metrics library. */
package io.tidemark.syncer.metrics;
