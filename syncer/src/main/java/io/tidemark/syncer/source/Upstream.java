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
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What has to be known of a server before its binlogs are read: whether they can be, where they end, whether a start is
 * still there. Every shortcoming is an {@link OperatorException} of one line. One thread.
 */
public final class Upstream implements AutoCloseable {
    private static final Pattern VERSION = Pattern.compile("^(\\d+)\\.(\\d+)");
    private static final Pattern GLOBAL_GRANT = Pattern.compile("^GRANT (.+) ON \\*\\.\\* TO .*", Pattern.DOTALL);
    private static final String MARIADB = "mariadb";
    /** MariaDB's images after a change may leave out what is as before it. */
    private static final String FULL_WITHOUT_REPETITION = "FULL_NODUP";

    /** Far above the small numbers that people give to their servers. */
    private static final long FIRST_RANDOM_SERVER_ID = 1L << 31;

    private static final long LAST_SERVER_ID = 0xFFFF_FFFFL;

    private final Server server;
    private final ServerSession session;
    private final String version;
    private final Flavour flavour;

    private Upstream(final Server server, final ServerSession session) {
        this.server = server;
        this.session = session;
        this.version = session.value("SELECT VERSION()");
        this.flavour = version.toLowerCase(Locale.ROOT).contains(MARIADB) ? Flavour.MARIADB : Flavour.MYSQL;
    }

    /**
     * Connects.
     *
     * @param server where, and as whom.
     * @return the upstream; the caller closes it.
     * @throws OperatorException if it cannot be reached, or refuses the login.
     */
    public static Upstream connect(final Server server) {
        final ServerSession session = ServerSession.open(server);
        try {
            return new Upstream(server, session);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** @return which family the server is of. */
    public Flavour flavour() {
        return flavour;
    }

    /** @return the version as the server tells it. */
    public String version() {
        return version;
    }

    /**
     * Asks what the numbers mean that the server logs of sessions.
     *
     * @return for {@link SourceOptions#withNames}.
     * @throws OperatorException if it does not answer.
     */
    public SessionNames sessionNames() {
        return SessionNames.of(flavour, session);
    }

    /**
     * Checks settings and privileges.
     *
     * @throws OperatorException if the binlogs cannot be replicated row by row, or the user may not read them.
     */
    public void check() {
        final Map<String, String> settings =
                session.settings("log_bin", "binlog_format", "binlog_row_image", "binlog_alter_two_phase");
        require(settings, "log_bin", "ON", "start the server with --log-bin");
        require(settings, "binlog_format", "ROW", "set binlog_format=ROW");
        if (!FULL_WITHOUT_REPETITION.equals(settings.get("binlog_row_image"))) {
            require(settings, "binlog_row_image", "FULL", "set binlog_row_image=FULL");
        }
        refuse(settings, "binlog_alter_two_phase", "ON");
        requirePrivileges();
    }

    /**
     * Tells where the binlogs end now.
     *
     * @return the position, with the GTIDs up to it where the server keeps them.
     * @throws OperatorException if the server writes no binlogs, or the user may not ask.
     */
    public Location currentLocation() {
        final Map<String, String> row = status();
        final BinlogPosition end = new BinlogPosition(row.get("File"), Long.parseLong(row.get("Position")));
        final String gtids = flavour == Flavour.MARIADB ? mariadbGtids(end) : mysqlGtids(row.get("Executed_Gtid_Set"));
        return Location.at(end, GtidSet.parse(gtids));
    }

    /**
     * Checks that a start is still there, and completes it: GTIDs are added to a position where the server can tell
     * them, and dropped where it has them turned off.
     *
     * @param start a boundary between transactions; the minimal position means the oldest binlog.
     * @return where to read from.
     * @throws OperatorException if binlogs behind the start are missing, or the server never had it.
     */
    public Location resolve(final Location start) {
        final BinlogFiles files = new BinlogFiles(server, session.query("SHOW BINARY LOGS"));
        final boolean byGtid = !start.gtids().isEmpty();
        if (byGtid && flavour == Flavour.MARIADB) {
            requireGtids(start, GtidSet.parse(mariadbGtids(files.start())), mariadbEnd(), files);
            return start;
        }
        if (flavour == Flavour.MYSQL && session.setting("gtid_mode").equals("ON")) {
            final GtidSet executed = GtidSet.parse(session.value("SELECT @@GLOBAL.gtid_executed"));
            TaggedGtids.refuse(server, executed);
            if (byGtid) {
                requireGtids(start, GtidSet.parse(session.value("SELECT @@GLOBAL.gtid_purged")), executed, files);
                return start;
            }
        }
        final BinlogPosition position = start.position();
        if (byGtid && position.file().isEmpty()) {
            throw new OperatorException("upstream " + server + " has gtid_mode off, so it cannot find " + start
                    + ": turn it on, or give a binlog position");
        }
        files.require(position);
        final BinlogPosition real = position.file().isEmpty() ? files.start() : position;
        if (flavour == Flavour.MYSQL) {
            // the head tells which GTIDs came before it, which nothing else does of a position
            return Location.at(isInHead(real) ? files.startOf(real) : real);
        }
        final String gtids = mariadbGtids(real);
        // without any GTID before it the position means the file's start, whose head tells that there are none
        return gtids.isEmpty() ? Location.at(files.startOf(real)) : Location.at(real, GtidSet.parse(gtids));
    }

    /**
     * Chooses how to call oneself among the server's replicas.
     *
     * @param wanted the operator's wish, if there is one.
     * @return the wish, or a random high number.
     * @throws OperatorException if the wish is known to be in use.
     */
    public long serverId(final OptionalLong wanted) {
        if (wanted.isPresent()) {
            if (isTaken(wanted.getAsLong())) {
                throw new OperatorException("server id " + wanted.getAsLong() + " is in use on upstream " + server
                        + ": choose another, or leave it out");
            }
            return wanted.getAsLong();
        }
        long id;
        do {
            id = ThreadLocalRandom.current().nextLong(FIRST_RANDOM_SERVER_ID, LAST_SERVER_ID);
        } while (isTaken(id));
        return id;
    }

    @Override
    public void close() {
        session.close();
    }

    private Map<String, String> status() {
        final List<Map<String, String>> rows = session.query(
                flavour == Flavour.MYSQL && isAtLeast(8, 2) ? "SHOW BINARY LOG STATUS" : "SHOW MASTER STATUS");
        if (rows.isEmpty()) {
            throw new OperatorException("upstream " + server + " writes no binlogs: start it with --log-bin");
        }
        return rows.get(0);
    }

    private boolean isTaken(final long id) {
        final String text = Long.toString(id);
        // all from 8.2 on know it; those before it know the older name, and so does MariaDB
        final boolean newName = flavour == Flavour.MYSQL && isAtLeast(8, 2);
        return session.setting("server_id").equals(text)
                || session.queryIfAllowed(newName ? "SHOW REPLICAS" : "SHOW SLAVE HOSTS").stream()
                        // the names differ in the case of a letter too
                        .anyMatch(replica -> text.equals(replica.get("Server_id")));
    }

    private void require(
            final Map<String, String> settings, final String name, final String wanted, final String remedy) {
        final String value = settings.getOrDefault(name, "");
        if (!value.equals(wanted)) {
            throw new OperatorException("upstream " + server + " has " + name + "=" + value + ", but " + wanted
                    + " is needed: " + remedy + ", and reconnect its clients");
        }
    }

    private void refuse(final Map<String, String> settings, final String name, final String refused) {
        if (refused.equals(settings.get(name))) {
            throw new OperatorException("upstream " + server + " has " + name + "=" + refused
                    + ", whose events cannot be read: turn it off, and reconnect its clients");
        }
    }

    private void requirePrivileges() {
        status(); // the server itself tells whether the user may ask where binlogs end
        final List<String> grants = session.query("SHOW GRANTS FOR CURRENT_USER").stream()
                .map(row -> row.values().iterator().next())
                .toList();
        final boolean allowed = grants.stream()
                .map(GLOBAL_GRANT::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .anyMatch(granted -> granted.contains("ALL PRIVILEGES") || granted.contains("REPLICATION SLAVE"));
        // a role may hold it, which only the server can tell, and does when binlogs are asked for
        final boolean roles = grants.stream().anyMatch(grant -> !grant.contains(" ON "));
        if (!allowed && !roles) {
            throw new OperatorException("user " + server.user() + " may not read binlogs of upstream " + server
                    + ": GRANT REPLICATION SLAVE ON *.* to the user");
        }
    }

    private void requireGtids(
            final Location start, final GtidSet purged, final GtidSet executed, final BinlogFiles files) {
        if (!start.gtids().contains(purged)) {
            throw new OperatorException("upstream " + server + " has purged binlogs that are needed from " + start
                    + " on: the oldest left, " + files.start().file() + ", begins after GTIDs " + purged
                    + "; copy the data anew and start at its position");
        }
        if (!executed.contains(start.gtids())) {
            throw new OperatorException("upstream " + server + " does not have all transactions before " + start
                    + ", it has GTIDs " + executed + ": check that it is the right server, or copy the data anew");
        }
    }

    /** Whether no transaction of its file is before a position of MySQL's. */
    private boolean isInHead(final BinlogPosition position) {
        return session.query("SHOW BINLOG EVENTS IN ? LIMIT 2", position.file()).stream()
                .anyMatch(event -> "Previous_gtids".equals(event.get("Event_type"))
                        && position.offset() <= Long.parseLong(event.get("End_log_pos")));
    }

    private GtidSet mariadbEnd() {
        return GtidSet.parse(session.value("SELECT @@GLOBAL.gtid_binlog_pos"));
    }

    private String mariadbGtids(final BinlogPosition position) {
        return session.value("SELECT BINLOG_GTID_POS(?, ?)", position.file(), position.offset());
    }

    private String mysqlGtids(final String executed) {
        return session.setting("gtid_mode").equals("ON") && executed != null ? executed : "";
    }

    private boolean isAtLeast(final int major, final int minor) {
        final Matcher numbers = VERSION.matcher(version);
        if (!numbers.find()) {
            return false;
        }
        final int actual = Integer.parseInt(numbers.group(1));
        return actual > major || (actual == major && Integer.parseInt(numbers.group(2)) >= minor);
    }
}
