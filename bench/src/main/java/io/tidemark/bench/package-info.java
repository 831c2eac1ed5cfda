// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/** JMH benchmarks. Each class states its question; baselines live beside what they are compared with. */
package io.tidemark.bench;
