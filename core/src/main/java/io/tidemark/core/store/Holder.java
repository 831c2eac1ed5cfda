// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Who holds a lease, as the operator finds it.
 *
 * @param process       process id and host.
 * @param sessionId     the holder's session on the server, for KILL.
 * @param since         when it took the lease, in UTC.
 * @param expirySeconds how long the server keeps the session when it is silent.
 */
record Holder(String process, long sessionId, String since, long expirySeconds) {
    private static final int MAX_PROCESS_LENGTH = 255;

    /** @return this process, in words. */
    static String thisProcess() {
        final String text = "process " + ProcessHandle.current().pid() + " on host " + hostName();
        return text.length() > MAX_PROCESS_LENGTH ? text.substring(0, MAX_PROCESS_LENGTH) : text;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (final UnknownHostException e) {
            return "(without a name)";
        }
    }

    @Override
    public String toString() {
        return process + " since " + since + " UTC (session " + sessionId + " of the downstream)";
    }
}
