/** Job workers: they take their own row changes off the ring, apply them in batches, and publish how far they are. */
package io.tidemark.pipeline.worker;
