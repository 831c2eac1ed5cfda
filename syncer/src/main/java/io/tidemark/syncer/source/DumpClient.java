// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.network.SSLMode;
import com.github.shyiko.mysql.binlog.network.protocol.command.QueryCommand;
import io.tidemark.core.location.Location;
import io.tidemark.syncer.task.Server;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The connector's client, set up for a source: it never reconnects by itself, and leaves all reports to us. */
final class DumpClient extends BinaryLogClient {
    /** How long the server waits for a handler that blocks; its default of a minute would break the connection. */
    private static final int NET_WRITE_TIMEOUT_S = 86_400;

    private static final int CONNECT_TIMEOUT_MS = 10_000;
    /** The connector logs under its client's class name what it also reports to us. Held, or the level is forgotten. */
    private static final Logger CONNECTOR_LOG = Logger.getLogger(DumpClient.class.getName());

    static {
        CONNECTOR_LOG.setLevel(Level.OFF);
    }

    DumpClient(final Server server, final Location start, final SourceOptions options) {
        super(server.host(), server.port(), server.user(), server.password());
        setServerId(options.serverId());
        setKeepAlive(false);
        setConnectTimeout(CONNECT_TIMEOUT_MS);
        setHeartbeatInterval(options.heartbeat().toMillis());
        setEventDeserializer(EventDecoder.forStream(options.names(), options.interest()));
        server.tls().ifPresent(tls -> {
            // the connector only has to insist: what of the certificate is checked is checked in the handshake
            setSSLMode(SSLMode.REQUIRED);
            setSslSocketFactory(new BinlogTls(tls, server));
        });
        if (start.gtids().isEmpty()) {
            setBinlogFilename(start.position().file());
            setBinlogPosition(start.position().offset());
        } else {
            setGtidSet(start.gtids().toString());
        }
    }

    /** The reader keeps the GTIDs; a second account of them, for a reconnect that never happens, cost a sixth of a short event. */
    @Override
    protected void updateGtidSet(final Event event) {
        // nothing
    }

    @Override
    protected void setupConnection() throws IOException {
        super.setupConnection();
        channel.write(new QueryCommand("SET SESSION net_write_timeout=" + NET_WRITE_TIMEOUT_S));
        checkError(channel.read());
    }
}
