// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/** What the demo shows: a workload for the upstream, and the proof that both sides are equal in the end. */
package io.tidemark.syncer.demo;
