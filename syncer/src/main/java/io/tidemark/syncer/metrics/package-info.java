/** What the pipeline measures, in the words of a metrics library. */
package io.tidemark.syncer.metrics;
