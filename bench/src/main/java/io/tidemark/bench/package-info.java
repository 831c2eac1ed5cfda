/** JMH benchmarks. Each class states its question; baselines live beside what they are compared with. */
package io.tidemark.bench;
