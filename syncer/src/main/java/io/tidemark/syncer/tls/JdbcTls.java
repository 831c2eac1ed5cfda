// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.tls;

import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.log.Log;
import com.mysql.cj.protocol.ServerSession;
import com.mysql.cj.protocol.SocketConnection;
import com.mysql.cj.protocol.StandardSocketFactory;
import io.tidemark.syncer.failure.OperatorException;
import java.io.Closeable;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/**
 * TLS for mysql-connector-j, which by itself reads key stores only: a socket factory that the driver makes by its name, and the
 * properties that tell the driver and it. They hold the files' names, never what is in them.
 */
@SuppressWarnings("TypeParameterUnusedInFormals") // the driver's methods are made so
public final class JdbcTls extends StandardSocketFactory {
    private static final String MODE = "tidemarkTlsMode";
    private static final String CA = "tidemarkTlsCa";
    private static final String CERTIFICATE = "tidemarkTlsCert";
    private static final String KEY = "tidemarkTlsKey";

    private TlsSettings settings;

    /** For the driver. */
    public JdbcTls() {}

    /**
     * What to say in a JDBC URL beside a host's name.
     *
     * @param settings how it is reached.
     * @return {@code (key=value)} each.
     */
    public static String hostProperties(final TlsSettings settings) {
        final StringBuilder properties = new StringBuilder();
        // the driver's own part is to insist on TLS; what is checked is up to this class
        append(properties, "sslMode", "REQUIRED");
        append(properties, "socketFactory", JdbcTls.class.getName());
        append(properties, MODE, settings.mode().name());
        settings.ca().ifPresent(file -> append(properties, CA, file.toString()));
        settings.certificate().ifPresent(file -> append(properties, CERTIFICATE, file.toString()));
        settings.key().ifPresent(file -> append(properties, KEY, file.toString()));
        return properties.toString();
    }

    /** The driver decodes what a URL encodes, but leaves a plus sign as it is. */
    private static void append(final StringBuilder properties, final String key, final String value) {
        properties
                .append('(')
                .append(key)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"))
                .append(')');
    }

    @Override
    public <T extends Closeable> T connect(
            final String hostname, final int portNumber, final PropertySet properties, final int loginTimeout)
            throws IOException {
        settings = new TlsSettings(
                TlsMode.valueOf(properties.getStringProperty(MODE).getValue().toUpperCase(Locale.ROOT)),
                file(properties, CA),
                file(properties, CERTIFICATE),
                file(properties, KEY));
        return super.connect(hostname, portNumber, properties, loginTimeout);
    }

    private static Optional<Path> file(final PropertySet properties, final String name) {
        return Optional.ofNullable(properties.getStringProperty(name))
                .map(property -> property.getValue())
                .map(Path::of);
    }

    @Override
    public <T extends Closeable> T performTlsHandshake(final SocketConnection connection, final ServerSession session)
            throws IOException {
        return performTlsHandshake(connection, session, null);
    }

    @Override
    @SuppressWarnings("unchecked") // the driver takes a socket
    public <T extends Closeable> T performTlsHandshake(
            final SocketConnection connection, final ServerSession session, final Log log) throws IOException {
        final SSLSocket socket;
        try {
            socket = TlsSockets.of(settings).over(rawSocket, host, port);
        } catch (final OperatorException e) {
            // files that are just being renewed are read again at the next attempt
            throw new SSLException(e.getMessage(), e);
        }
        socket.startHandshake();
        sslSocket = socket;
        return (T) socket;
    }
}
