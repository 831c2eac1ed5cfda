// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/**
 * What a running task tells of itself to people and their tools: a picture of it, taken each second off the way of any
 * row, and its meters. {@link io.tidemark.syncer.monitor.RunMonitor} is where both come from.
 */
package io.tidemark.syncer.monitor;
