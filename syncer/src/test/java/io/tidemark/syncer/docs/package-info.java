/** The documentation as a whole. */
package io.tidemark.syncer.docs;
