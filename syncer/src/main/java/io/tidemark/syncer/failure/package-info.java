/** How the syncer tells an operator what went wrong. Depends on nothing. */
package io.tidemark.syncer.failure;
