// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import io.tidemark.syncer.ddl.LoggedSession;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lends a connection the session in which a statement was executed on the source, so that it means the same downstream.
 * Variables, modes and collations that the downstream does not know are left out, with a warning; a time zone is not,
 * since every TIMESTAMP would be wrong. Only what differs is set, because some variables need a privilege. For one thread.
 */
final class SessionOfDdl {
    private static final Logger LOG = LoggerFactory.getLogger(SessionOfDdl.class);

    private static final int UNKNOWN_CHARSET = 1115;
    private static final int UNKNOWN_VARIABLE = 1193;
    private static final int WRONG_VALUE = 1231;
    private static final int READ_ONLY = 1238;
    private static final int UNKNOWN_COLLATION = 1273;
    private static final Set<Integer> NOT_KNOWN_HERE =
            Set.of(UNKNOWN_CHARSET, UNKNOWN_VARIABLE, WRONG_VALUE, READ_ONLY, UNKNOWN_COLLATION);

    private static final Pattern NUMBER = Pattern.compile("[0-9]+(\\.[0-9]+)?");
    /** A clock goes on by itself, and these need a privilege: they are left alone where the statement can't notice. */
    private static final Map<String, Pattern> MATTERS_TO = Map.of(
            "timestamp",
                    words("current_timestamp|now|localtime|localtimestamp|curdate|curtime|current_date|current_time"
                            + "|sysdate|unix_timestamp|utc_\\w+|versioning|timestamp|datetime"),
            "explicit_defaults_for_timestamp", words("timestamp"),
            "default_collation_for_utf8mb4", words("utf8mb4"),
            "character_set_collations", words("character|charset|utf8mb\\d|_\\w+"),
            "collation_server", words("database|schema"),
            "sql_require_primary_key", words("table"));

    private final Connection connection;
    private final Map<String, String> replaced = new LinkedHashMap<>();

    SessionOfDdl(final Connection connection) {
        this.connection = connection;
    }

    /**
     * Sets what the statement may notice.
     *
     * @throws SQLException also if the user may not set a variable, or the downstream does not know the time zone.
     */
    void enter(final Ddl ddl) throws SQLException {
        final Map<String, String> wanted = new LinkedHashMap<>(ddl.session().variables());
        wanted.keySet()
                .removeIf(name -> MATTERS_TO.containsKey(name)
                        && !MATTERS_TO.get(name).matcher(ddl.sql()).find());
        if (wanted.isEmpty()) {
            return;
        }
        final Map<String, String> present = read(wanted.keySet());
        for (final Map.Entry<String, String> variable : wanted.entrySet()) {
            final String before = present.get(variable.getKey());
            if (before == null) {
                LOG.debug("the downstream has no variable {}", variable.getKey());
            } else if (!before.equals(variable.getValue())) {
                replaced.put(variable.getKey(), before);
                set(variable.getKey(), variable.getValue());
            }
        }
    }

    /** Gives the connection its own session back. */
    void leave() throws SQLException {
        final List<String> names = new ArrayList<>(replaced.keySet());
        Collections.reverse(names);
        for (final String name : names) {
            if (name.equals("timestamp")) {
                execute("SET SESSION timestamp = DEFAULT");
            } else {
                execute(assignment(name, replaced.get(name)));
            }
        }
    }

    private void set(final String name, final String value) throws SQLException {
        try {
            execute(assignment(name, value));
        } catch (final SQLException e) {
            if (!NOT_KNOWN_HERE.contains(e.getErrorCode())) {
                throw e;
            }
            if (name.equals(LoggedSession.SQL_MODE)) {
                execute(assignment(name, knownModes(value)));
            } else {
                LOG.warn("left out of a DDL's session, since the downstream does not know it: {} = {}", name, value);
            }
        }
    }

    private String knownModes(final String modes) throws SQLException {
        final List<String> known = new ArrayList<>();
        for (final String mode : modes.split(",", -1)) {
            try {
                execute(assignment(LoggedSession.SQL_MODE, mode));
                known.add(mode);
            } catch (final SQLException e) {
                if (e.getErrorCode() != WRONG_VALUE) {
                    throw e;
                }
                LOG.warn("left out of a DDL's sql_mode, since the downstream does not know it: {}", mode);
            }
        }
        return String.join(",", known);
    }

    private Map<String, String> read(final Set<String> names) throws SQLException {
        final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        final String places = String.join(", ", Collections.nCopies(names.size(), "?"));
        try (PreparedStatement statement =
                connection.prepareStatement("SHOW SESSION VARIABLES WHERE Variable_name IN (" + places + ')')) {
            int place = 0;
            for (final String name : names) {
                place++;
                statement.setString(place, name);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    values.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return values;
    }

    private void execute(final String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String assignment(final String name, final String value) {
        final String shown = NUMBER.matcher(value).matches() ? value : "'" + value.replace("'", "''") + "'";
        return "SET SESSION " + name + " = " + shown;
    }

    private static Pattern words(final String alternatives) {
        return Pattern.compile("\\b(" + alternatives + ")", Pattern.CASE_INSENSITIVE);
    }
}
