/** What tests do to servers and to the network between them. */
package io.tidemark.syncer.faults;
