// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.tls;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Why TLS was not to be had, and what to do. */
public final class TlsFailure {
    /** Far more than there are, unless they go round in a circle. */
    private static final int MAX_CAUSES = 100;

    /** How Java begins to say that a certificate is for other hosts. */
    private static final String OTHER_HOST = "No ";

    private TlsFailure() {}

    /**
     * Looks for a failure of TLS behind what a driver has thrown.
     *
     * @param thrown what was thrown.
     * @return what is wrong with the server's TLS, and what to do, to follow the server's name and a colon; empty if it is
     *         something else.
     */
    public static Optional<String> explain(final Throwable thrown) {
        return explainLasting(thrown).or(() -> causes(thrown).stream()
                .filter(SSLException.class::isInstance)
                .findFirst()
                .map(failure -> "the TLS handshake fails: " + oneLine(failure)
                        + "; if the server wants a client's certificate, give ssl-cert and ssl-key"));
    }

    /**
     * The same for failures that another attempt won't be spared; a handshake that breaks off may be a server that restarts.
     *
     * @param thrown what was thrown.
     * @return as {@link #explain}.
     */
    public static Optional<String> explainLasting(final Throwable thrown) {
        final List<Throwable> causes = causes(thrown);
        if (causes.stream().anyMatch(TlsFailure::isWithoutTls)) {
            return Optional.of(
                    "it offers no TLS, which security in the task file asks for: give the server a certificate, or"
                            + " remove security if the network can be trusted");
        }
        return certificateFault(causes);
    }

    private static List<Throwable> causes(final Throwable thrown) {
        final List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = thrown; cause != null && causes.size() < MAX_CAUSES; cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }

    private static Optional<String> certificateFault(final List<Throwable> causes) {
        for (final Throwable cause : causes) {
            if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException) {
                return Optional.of("a certificate of it is not valid at this time: " + oneLine(cause) + "; renew it");
            }
        }
        for (final Throwable cause : causes) {
            if (cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException) {
                return Optional.of("its certificate is not from a CA in ssl-ca (" + oneLine(cause)
                        + "): check that it is the right server, and that ssl-ca is its CA's file");
            }
        }
        return causes.stream()
                .filter(CertificateException.class::isInstance)
                .reduce((outer, inner) -> inner)
                .map(cause -> oneLine(cause).startsWith(OTHER_HOST)
                        ? "its certificate is not for this host (" + oneLine(cause)
                                + "): check that it is the right server, connect by the name in the certificate, or set"
                                + " ssl-mode: verify-ca"
                        : "its certificate can't be accepted (" + oneLine(cause) + "): give the server another");
    }

    /** What the driver and the binlog connector say of a server without TLS; neither has a type or a code for it. */
    private static boolean isWithoutTls(final Throwable cause) {
        final String said = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return said.contains("ssl connection required, but not provided by server")
                || said.contains("ssl required but not supported")
                || said.contains("server does not support ssl");
    }

    private static String oneLine(final Throwable cause) {
        return String.valueOf(cause.getMessage()).replaceAll("\\s+", " ").strip();
    }
}
