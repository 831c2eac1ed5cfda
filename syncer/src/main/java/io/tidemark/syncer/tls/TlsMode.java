// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.tls;

/** How much of the server's certificate is checked. The connection is encrypted with all of them, or not made. */
public enum TlsMode {
    /** It is signed by a trusted CA, and made out to the host that is connected to. */
    VERIFY_IDENTITY,
    /** It is signed by a trusted CA. */
    VERIFY_CA,
    /** Nothing: whoever can redirect the connection can read it and change it. */
    REQUIRED
}
