/** The end-to-end comparison: one recorded binlog, replayed by each contender into a fresh downstream. */
package io.tidemark.bench.replay;
