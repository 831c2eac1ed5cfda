// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/**
 * Which changes must be applied in their binlog order: who wrote a key last, as long as it matters. Used by the router's
 * thread alone, so nothing in here is shared.
 */
package io.tidemark.pipeline.causality;
