/** Tests of TLS. */
package io.tidemark.syncer.tls;
