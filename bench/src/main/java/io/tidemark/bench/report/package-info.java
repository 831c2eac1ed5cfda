// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/** From JMH's JSON to what the documentation shows: tables of medians and ratios, and plots. */
package io.tidemark.bench.report;
