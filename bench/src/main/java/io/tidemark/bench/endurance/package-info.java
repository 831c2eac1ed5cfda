// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/** What becomes of memory when the checkpoint's store gets stuck: a load that goes on for minutes, and what it holds. */
package io.tidemark.bench.endurance;
