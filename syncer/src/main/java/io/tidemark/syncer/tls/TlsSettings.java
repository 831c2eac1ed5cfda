// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.tls;

import static java.util.Objects.requireNonNull;

import io.tidemark.syncer.failure.OperatorException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * That a server is reached by TLS only, and how. The files are read anew for each connection, so that certificates may be
 * renewed while a task runs.
 *
 * @param mode        what of the server's certificate is checked.
 * @param ca          PEM file with the certificates of trusted CAs; without it those that the JDK trusts.
 * @param certificate PEM file with the client's certificate, and those that lead to its CA, if it has any.
 * @param key         PEM file with the certificate's private key, present with it.
 */
public record TlsSettings(TlsMode mode, Optional<Path> ca, Optional<Path> certificate, Optional<Path> key) {
    /** All are required. */
    public TlsSettings {
        requireNonNull(mode, "mode");
        requireNonNull(ca, "ca");
        requireNonNull(certificate, "certificate");
        requireNonNull(key, "key");
        if (certificate.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException("a client's certificate and its key go together");
        }
    }

    /**
     * Reads the files once, to know that they can be used.
     *
     * @throws OperatorException if one can't; the message names the file.
     */
    public void check() {
        TlsSockets.of(this);
    }
}
