// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import com.github.shyiko.mysql.binlog.network.SocketFactory;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;

/**
 * Makes the connector's socket and keeps hold of it, so that any thread can cut the connection without waiting for the
 * one that reads. Thread-safe.
 */
final class Wire implements SocketFactory {
    private final int silenceMillis;
    private Socket socket;
    private boolean cut;

    Wire(final Duration silence) {
        silenceMillis = Math.toIntExact(silence.toMillis());
    }

    @Override
    public synchronized Socket createSocket() throws SocketException {
        if (cut) {
            throw new SocketException("the source was stopped");
        }
        socket = new Socket();
        socket.setSoTimeout(silenceMillis);
        socket.setTcpNoDelay(true);
        return socket;
    }

    /** Ends the connection, and lets no new one be made. May be called again. */
    synchronized void cut() {
        cut = true;
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                // closing is all that was wanted; the reading thread sees the end of it either way
            }
        }
    }
}
