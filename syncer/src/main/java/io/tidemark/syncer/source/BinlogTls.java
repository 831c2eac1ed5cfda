// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import com.github.shyiko.mysql.binlog.network.SSLSocketFactory;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.task.Server;
import io.tidemark.syncer.tls.TlsSettings;
import io.tidemark.syncer.tls.TlsSockets;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import javax.net.ssl.SSLSocket;

/** Puts TLS over the connector's socket, for the host that the task names. */
final class BinlogTls implements SSLSocketFactory {
    private final TlsSettings settings;
    private final Server server;

    BinlogTls(final TlsSettings settings, final Server server) {
        this.settings = settings;
        this.server = server;
    }

    @Override
    public SSLSocket createSocket(final Socket socket) throws SocketException {
        try {
            return TlsSockets.of(settings).over(socket, server.host(), server.port());
        } catch (final IOException | OperatorException e) {
            // files that are just being renewed are read again at the next attempt
            final SocketException failure = new SocketException(e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }
}
