/** Tests of what is looked at before a run. */
package io.tidemark.syncer.check;
