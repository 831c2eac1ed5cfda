// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/**
 * Which tables of a source are replicated, which of their events, and where to: DM's block-allow-list, filters and routes.
 * All of it is immutable and knows neither a source nor a downstream.
 */
package io.tidemark.syncer.routing;
