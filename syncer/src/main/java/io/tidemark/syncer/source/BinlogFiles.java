// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.task.Server;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The binlogs that a server still has, oldest first, with their sizes. Immutable. */
final class BinlogFiles {
    private static final long FIRST_OFFSET = 4;

    private final Server server;
    private final Map<String, Long> sizes = new LinkedHashMap<>();

    /**
     * Reads the server's answer.
     *
     * @param server the server, for messages.
     * @param rows   the answer to SHOW BINARY LOGS.
     */
    BinlogFiles(final Server server, final List<Map<String, String>> rows) {
        this.server = server;
        for (final Map<String, String> row : rows) {
            sizes.put(row.get("Log_name"), Long.valueOf(row.get("File_size")));
        }
        if (sizes.isEmpty()) {
            throw new OperatorException("upstream " + server + " has no binlogs: start it with --log-bin");
        }
    }

    /** The start of the oldest. */
    BinlogPosition start() {
        return new BinlogPosition(sizes.keySet().iterator().next(), FIRST_OFFSET);
    }

    /** The start of the file that holds a position. */
    BinlogPosition startOf(final BinlogPosition position) {
        return new BinlogPosition(position.file(), FIRST_OFFSET);
    }

    /**
     * Requires that all binlogs from a position on are there; the minimal position asks for no certain one.
     *
     * @throws OperatorException if they are not.
     */
    void require(final BinlogPosition position) {
        if (position.file().isEmpty()) {
            return;
        }
        final Long size = sizes.get(position.file());
        if (size == null) {
            throw position.compareTo(start()) < 0
                    ? new OperatorException("upstream " + server + " has purged binlog " + position.file()
                            + ", the oldest left is " + start().file()
                            + ": copy the data anew and start at its position")
                    : new OperatorException("upstream " + server + " has no binlog " + position.file()
                            + ", its binlogs begin with " + start().file()
                            + ": check that it is the right server, and the file's name");
        }
        if (position.offset() > size) {
            throw new OperatorException("upstream " + server + " has written only " + size + " bytes to binlog "
                    + position.file() + ", before " + position
                    + ": check that it is the right server, or copy the data anew after a crash of it");
        }
    }
}
