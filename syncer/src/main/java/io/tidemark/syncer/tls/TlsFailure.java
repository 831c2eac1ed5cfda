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
    private TlsFailure() {}

    /**
     * Looks for a failure of TLS behind what a driver has thrown.
     *
     * @param thrown what was thrown.
     * @return what is wrong with the server's TLS, and what to do, to follow the server's name and a colon; empty if it is
     *         something else.
     */
    public static Optional<String> explain(final Throwable thrown) {
        final List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = thrown; cause != null && causes.size() < 100; cause = cause.getCause()) {
            causes.add(cause);
        }
        if (causes.stream().anyMatch(TlsFailure::isWithoutTls)) {
            return Optional.of(
                    "it offers no TLS, which security in the task file asks for: give the server a certificate, or"
                            + " remove security if the network can be trusted");
        }
        return certificateFault(causes).or(() -> causes.stream()
                .filter(SSLException.class::isInstance)
                .findFirst()
                .map(failure -> "the TLS handshake fails: " + oneLine(failure)
                        + "; if the server wants a client's certificate, give ssl-cert and ssl-key"));
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
                .map(cause -> "its certificate is not for this host (" + oneLine(cause)
                        + "): check that it is the right server, connect by the name in the certificate, or set ssl-mode:"
                        + " verify-ca");
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
