/** The task file: what an operator wants replicated, from where to where, and how. */
package io.tidemark.syncer.task;
