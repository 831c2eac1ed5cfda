// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.task;

import static java.util.Objects.requireNonNull;

import io.tidemark.syncer.failure.OperatorException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where a running task answers over HTTP, and to whom.
 *
 * @param address where it listens; port 0 for any free one.
 * @param token   what a caller has to show; required where others than this machine can reach the address.
 */
public record HttpSettings(InetSocketAddress address, Optional<String> token) {
    /** The task file's key, for messages. */
    public static final String LISTEN = "tidemark.http.listen";

    /** What a guesser can't try out. */
    static final int SHORTEST_TOKEN = 16;

    private static final int MAX_PORT = 65_535;

    /** All are required. */
    public HttpSettings {
        requireNonNull(address, "address");
        requireNonNull(token, "token");
    }

    /**
     * Reads the section {@code tidemark.http} of a task file.
     *
     * @param file        the task file.
     * @param environment where a token of the form <code>${NAME}</code> is taken from.
     * @param listen      an address of the command line, which goes before the file's.
     * @return the settings; empty if neither names an address.
     * @throws OperatorException if something is not understood or not allowed. No message holds the token.
     */
    public static Optional<HttpSettings> read(
            final Path file, final Map<String, String> environment, final Optional<String> listen) {
        return HttpSection.read(file, environment, listen);
    }

    /** @return whether only this machine can reach it. */
    public boolean isLoopback() {
        return address.getAddress().isLoopbackAddress();
    }

    /**
     * Reads {@code host:port}; an IPv6 address stands in brackets.
     *
     * @throws IllegalArgumentException if it is something else, or the host is not known.
     */
    static InetSocketAddress parse(final String text) {
        final int colon = text.lastIndexOf(':');
        final String host = colon < 0 ? "" : text.substring(0, colon);
        final String port = text.substring(colon + 1);
        final boolean plain = host.indexOf(':') < 0;
        final boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (host.isEmpty() || !(plain || bracketed) || !port.matches("\\d{1,5}") || Integer.parseInt(port) > MAX_PORT) {
            throw new IllegalArgumentException(
                    "found \"" + text + "\", expected host:port, such as 127.0.0.1:8383 or [::1]:8383");
        }
        try {
            return new InetSocketAddress(InetAddress.getByName(host), Integer.parseInt(port));
        } catch (final UnknownHostException e) {
            throw new IllegalArgumentException("the host of \"" + text + "\" is not known", e);
        }
    }
}
