// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.tls;

import io.tidemark.syncer.failure.OperatorException;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Puts TLS over sockets that are connected already, as MySQL's protocol wants it. Immutable; for any thread. */
public final class TlsSockets {
    /** Guards a key that is nowhere but in memory. */
    private static final char[] NO_PASSWORD = {};

    private final SSLContext context;
    private final boolean checksHost;

    private TlsSockets(final SSLContext context, final boolean checksHost) {
        this.context = context;
        this.checksHost = checksHost;
    }

    /**
     * Reads the files.
     *
     * @param settings what they are.
     * @return makes sockets.
     * @throws OperatorException if a file can't be read or used; the message names it.
     */
    public static TlsSockets of(final TlsSettings settings) {
        final Optional<KeyStore> identity = identity(settings);
        final List<X509Certificate> trusted =
                settings.ca().map(PemFile::read).map(PemFile::certificates).orElse(List.of());
        try {
            final SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    identity.isPresent() ? keys(identity.get()) : null,
                    settings.mode() == TlsMode.REQUIRED
                            ? new TrustManager[] {new TrustAnything()}
                            : trust(settings.ca().isPresent() ? store(trusted) : null),
                    null);
            return new TlsSockets(context, settings.mode() == TlsMode.VERIFY_IDENTITY);
        } catch (final GeneralSecurityException | IOException e) {
            throw new OperatorException("TLS can't be prepared with " + settings + ": " + e, e);
        }
    }

    /**
     * Puts TLS over a socket. The handshake is still to be made, and checks the server's certificate.
     *
     * @param connected is closed with the result.
     * @param host      the host as the task names it, whom the certificate has to be for.
     * @param port      its port.
     * @return the socket to speak over.
     * @throws IOException if the socket is not connected any more.
     */
    public SSLSocket over(final Socket connected, final String host, final int port) throws IOException {
        final SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(connected, host, port, true);
        if (checksHost) {
            final SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
        }
        return socket;
    }

    private static Optional<KeyStore> identity(final TlsSettings settings) {
        if (settings.certificate().isEmpty()) {
            return Optional.empty();
        }
        final Path certificateFile = settings.certificate().get();
        final Path keyFile = settings.key().orElseThrow();
        final List<X509Certificate> chain = PemFile.read(certificateFile).certificates();
        final PrivateKey key = PemFile.read(keyFile).privateKey();
        if (!PrivateKeys.belong(key, chain.get(0).getPublicKey())) {
            throw new OperatorException(keyFile + ": is not the key of the first certificate in " + certificateFile
                    + "; give the one it was made with");
        }
        try {
            final KeyStore store = store(List.of());
            store.setKeyEntry("client", key, NO_PASSWORD, chain.toArray(new Certificate[0]));
            return Optional.of(store);
        } catch (final GeneralSecurityException | IOException e) {
            throw new OperatorException(certificateFile + ": can't be used with " + keyFile + ": " + e, e);
        }
    }

    private static KeyStore store(final List<X509Certificate> trusted) throws GeneralSecurityException, IOException {
        final KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        for (int i = 0; i < trusted.size(); i++) {
            store.setCertificateEntry("ca-" + i, trusted.get(i));
        }
        return store;
    }

    private static KeyManager[] keys(final KeyStore identity) throws GeneralSecurityException {
        final KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(identity, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    /** @param trusted null for those that the JDK trusts. */
    private static TrustManager[] trust(final KeyStore trusted) throws GeneralSecurityException {
        final TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return factory.getTrustManagers();
    }
}
