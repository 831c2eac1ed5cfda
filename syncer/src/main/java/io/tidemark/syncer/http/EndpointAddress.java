// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** How an address stands in a URL. */
final class EndpointAddress {
    private EndpointAddress() {}

    /** What listens everywhere is called by this machine's loopback address. */
    static String text(final InetSocketAddress address) {
        final InetAddress host =
                address.getAddress().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address.getAddress();
        final String text = host.getHostAddress();
        return (text.contains(":") ? '[' + text + ']' : text) + ':' + address.getPort();
    }
}
