// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.row;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Writes the bytes of an INET4 or INET6 as text. */
final class AddressText {
    private static final int INET4_BYTES = 4;

    private AddressText() {}

    /** The text of 4 or 16 bytes, which no name server is asked for. */
    static String of(final byte[] bytes) {
        if (bytes.length != INET4_BYTES) {
            return inet6(bytes);
        }
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (final UnknownHostException e) {
            throw new IllegalArgumentException("an address has " + bytes.length + " bytes", e);
        }
    }

    /** Eight groups, none left out: the JDK would make an IPv4 address of one that only maps it. */
    private static String inet6(final byte[] bytes) {
        final StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < bytes.length; i += 2) {
            text.append(i == 0 ? "" : ":").append(Integer.toHexString((bytes[i] & 0xFF) << 8 | (bytes[i + 1] & 0xFF)));
        }
        return text.toString();
    }
}
