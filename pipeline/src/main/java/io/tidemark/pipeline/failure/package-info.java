// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/** How a pipeline fails: once, with a location, and everywhere at the same time. Depends on core only. */
package io.tidemark.pipeline.failure;
