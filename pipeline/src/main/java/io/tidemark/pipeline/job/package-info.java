/** The job ring's slots: preallocated, filled by the source, marked by the router, cleared by the checkpoint routine. */
package io.tidemark.pipeline.job;
