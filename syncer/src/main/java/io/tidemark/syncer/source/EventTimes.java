// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import com.github.shyiko.mysql.binlog.event.EventHeader;

/** When events were logged. */
final class EventTimes {
    private static final long MS_PER_S = 1_000;

    private EventTimes() {}

    /**
     * By the upstream's clock, in whole seconds; 0 for an event that is no change: a file's head is as old as the file, and
     * comes anew with each connection.
     */
    static long secondsOf(final EventHeader header) {
        return switch (header.getEventType()) {
            case FORMAT_DESCRIPTION, ROTATE, HEARTBEAT, PREVIOUS_GTIDS, MARIADB_GTID_LIST, BINLOG_CHECKPOINT, STOP -> 0;
            default -> header.getTimestamp() / MS_PER_S;
        };
    }
}
