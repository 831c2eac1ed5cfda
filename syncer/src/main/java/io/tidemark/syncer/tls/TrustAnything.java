// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.tls;

import java.net.Socket;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** For {@link TlsMode#REQUIRED}, which an operator has asked for by that name: encrypted, with whomever it may be. */
final class TrustAnything extends X509ExtendedTrustManager {
    private static final X509Certificate[] NONE = {};

    @Override
    public void checkServerTrusted(final X509Certificate[] chain, final String type) {}

    @Override
    public void checkServerTrusted(final X509Certificate[] chain, final String type, final Socket socket) {}

    @Override
    public void checkServerTrusted(final X509Certificate[] chain, final String type, final SSLEngine engine) {}

    @Override
    public void checkClientTrusted(final X509Certificate[] chain, final String type) {
        throw new UnsupportedOperationException("Tidemark is a client here");
    }

    @Override
    public void checkClientTrusted(final X509Certificate[] chain, final String type, final Socket socket) {
        checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(final X509Certificate[] chain, final String type, final SSLEngine engine) {
        checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return NONE.clone();
    }
}
