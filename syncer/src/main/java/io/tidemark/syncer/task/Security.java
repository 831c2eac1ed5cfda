// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.task;

import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.tls.TlsMode;
import io.tidemark.syncer.tls.TlsSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads how TLS is wanted. */
final class Security {
    private static final String SECTION = "security";

    private Security() {}

    /** What a server's section says of it; empty if nothing. The files are there and can be used. */
    static Optional<TlsSettings> of(final Section server) {
        if (!server.has(SECTION)) {
            return Optional.empty();
        }
        final Section security = server.section(SECTION, Keys.SECURITY);
        final TlsMode mode = security.choice("ssl-mode", List.of(TlsMode.values()));
        final Optional<Path> ca = file(security, "ssl-ca");
        final Optional<Path> certificate = file(security, "ssl-cert");
        final Optional<Path> key = file(security, "ssl-key");
        if (mode == TlsMode.REQUIRED && ca.isPresent()) {
            throw security.fault(
                    "ssl-ca", "is not looked at with ssl-mode required; set ssl-mode to verify-identity or verify-ca");
        }
        if (certificate.isPresent() != key.isPresent()) {
            final String missing = key.isPresent() ? "ssl-cert" : "ssl-key";
            throw security.fault(missing, "is missing: ssl-cert and ssl-key go together");
        }
        key.ifPresent(SecretFile::warnIfOthersCanRead);
        final TlsSettings settings = new TlsSettings(mode, ca, certificate, key);
        try {
            settings.check();
        } catch (final OperatorException e) {
            throw server.fault(SECTION, e.getMessage());
        }
        return Optional.of(settings);
    }

    private static Optional<Path> file(final Section security, final String key) {
        return security.has(key) ? Optional.of(Path.of(security.text(key))) : Optional.empty();
    }
}
