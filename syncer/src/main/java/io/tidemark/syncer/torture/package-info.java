// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/**
 * A crash campaign: the real syncer and its downstream are killed again and again while a workload runs, and every single
 * change is accounted for afterwards.
 */
package io.tidemark.syncer.torture;
