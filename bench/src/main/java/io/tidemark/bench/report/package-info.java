/** From JMH's JSON to what the documentation shows: tables of medians and ratios, and plots. */
package io.tidemark.bench.report;
