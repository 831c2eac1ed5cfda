// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.GtidSet;
import io.tidemark.core.location.Location;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.task.Server;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Looks at an upstream again and again while its binlogs are read: where they end now, and what its clock says. Asks
 * nothing that makes the server read its binlogs. One thread.
 */
public final class UpstreamLook implements AutoCloseable {
    private static final String MARIADB = "mariadb";

    private final ServerSession session;
    private final boolean isMariaDb;

    /**
     * What was seen.
     *
     * @param end         where the binlogs end, with the GTIDs up to there where the server keeps them.
     * @param unixSeconds the upstream's clock.
     */
    public record Seen(Location end, double unixSeconds) {}

    private UpstreamLook(final ServerSession session) {
        this.session = session;
        this.isMariaDb =
                session.value("SELECT VERSION()").toLowerCase(Locale.ROOT).contains(MARIADB);
    }

    /**
     * Connects.
     *
     * @param server where, and as whom.
     * @return the connection; the caller closes it.
     * @throws OperatorException if there is none to be had.
     */
    public static UpstreamLook connect(final Server server) {
        final ServerSession session = ServerSession.open(server);
        try {
            return new UpstreamLook(session);
        } catch (final RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /**
     * Asks.
     *
     * @return what is true now.
     * @throws OperatorException if the server does not answer.
     */
    public Seen look() {
        final double clock = Double.parseDouble(session.value("SELECT UNIX_TIMESTAMP(NOW(6))"));
        // of MySQL 8.2; older ones and MariaDB know the older name only
        List<Map<String, String>> status = isMariaDb ? List.of() : session.queryIfAllowed("SHOW BINARY LOG STATUS");
        if (status.isEmpty()) {
            status = session.query("SHOW MASTER STATUS");
        }
        if (status.isEmpty()) {
            throw new OperatorException("the upstream writes no binlogs any more");
        }
        final Map<String, String> row = status.get(0);
        final String gtids =
                isMariaDb ? session.value("SELECT @@GLOBAL.gtid_binlog_pos") : row.get("Executed_Gtid_Set");
        return new Seen(
                Location.at(
                        new BinlogPosition(row.get("File"), Long.parseLong(row.get("Position"))),
                        GtidSet.parse(gtids == null ? "" : gtids)),
                clock);
    }

    @Override
    public void close() {
        session.close();
    }
}
