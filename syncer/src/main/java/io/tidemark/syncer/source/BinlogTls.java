package io.tidemark.syncer.source;

import com.github.shyiko.mysql.binlog.network.SSLSocketFactory;
import io.tidemark.syncer.task.Server;
import io.tidemark.syncer.tls.TlsSettings;
import io.tidemark.syncer.tls.TlsSockets;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import javax.net.ssl.SSLSocket;

/** Puts TLS over the connector's socket, for the host that the task names. */
final class BinlogTls implements SSLSocketFactory {
    private final TlsSockets sockets;
    private final Server server;

    BinlogTls(final TlsSettings settings, final Server server) {
        this.sockets = TlsSockets.of(settings);
        this.server = server;
    }

    @Override
    public SSLSocket createSocket(final Socket socket) throws SocketException {
        try {
            return sockets.over(socket, server.host(), server.port());
        } catch (final IOException e) {
            final SocketException failure = new SocketException(e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }
}
