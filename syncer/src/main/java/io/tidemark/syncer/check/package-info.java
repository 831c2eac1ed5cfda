// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/**
 * What {@code tidemark check} looks at before anything is touched, one class a check. Each asks questions and writes nothing;
 * what a run refuses is asked of the same classes as the run asks.
 */
package io.tidemark.syncer.check;
