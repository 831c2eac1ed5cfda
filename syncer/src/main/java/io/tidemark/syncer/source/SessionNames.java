// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.syncer.ddl.LoggedSession;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.row.TextCharset;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * What the numbers mean that a server logs of a session: collations have other numbers on each server. Immutable.
 */
public final class SessionNames {
    /** For streams whose server was not asked: statements are UTF-8, and nothing is known of their sessions. */
    static final SessionNames UNKNOWN = new SessionNames(Flavour.MYSQL, Map.of(), "+00:00", false);

    private static final long AUTO_IS_NULL = 1L << 14;
    /** MariaDB's; MySQL logs a variable of its own. */
    private static final long MARIADB_EXPLICIT_TIMESTAMPS = 1L << 24;

    private static final long NO_FOREIGN_KEY_CHECKS = 1L << 26;
    private static final long RELAXED_UNIQUE_CHECKS = 1L << 27;
    private static final int MICROSECONDS = 1_000_000;

    private final Flavour flavour;
    private final Map<Integer, Collation> collations;
    private final String systemTimeZone;
    private final boolean asked;

    private record Collation(String name, String charset) {}

    private SessionNames(
            final Flavour flavour,
            final Map<Integer, Collation> collations,
            final String systemTimeZone,
            final boolean asked) {
        this.flavour = flavour;
        this.collations = collations;
        this.systemTimeZone = systemTimeZone;
        this.asked = asked;
    }

    /** Asks a server. */
    static SessionNames of(final Flavour flavour, final ServerSession server) {
        final Map<Integer, Collation> collations = new HashMap<>();
        // MariaDB tells all numbers only here
        final List<Map<String, String>> full = server.queryIfAllowed("SELECT ID, FULL_COLLATION_NAME AS NAME,"
                + " CHARACTER_SET_NAME AS CHARSET FROM information_schema.COLLATION_CHARACTER_SET_APPLICABILITY");
        final List<Map<String, String>> rows = full.isEmpty()
                ? server.query("SELECT ID, COLLATION_NAME AS NAME, CHARACTER_SET_NAME AS CHARSET"
                        + " FROM information_schema.COLLATIONS")
                : full;
        for (final Map<String, String> row : rows) {
            if (row.get("ID") != null && row.get("CHARSET") != null) {
                collations.put(Integer.valueOf(row.get("ID")), new Collation(row.get("NAME"), row.get("CHARSET")));
            }
        }
        final int minutes = Integer.parseInt(server.value(
                "SELECT TIMESTAMPDIFF(MINUTE, UTC_TIMESTAMP()," + " CONVERT_TZ(UTC_TIMESTAMP(), '+00:00', 'SYSTEM'))"));
        final String zone = String.format(
                Locale.ROOT, "%s%02d:%02d", minutes < 0 ? "-" : "+", Math.abs(minutes) / 60, Math.abs(minutes) % 60);
        return new SessionNames(flavour, collations, zone, true);
    }

    /**
     * The character set of a statement's text.
     *
     * @throws OperatorException if there is none like it here.
     */
    Charset textCharset(final StatusVariables logged) {
        if (logged.client().isEmpty() || !asked) {
            return UTF_8;
        }
        final String charset = collation(logged.client().getAsInt()).charset();
        if (charset.equals("binary")) {
            return UTF_8;
        }
        return TextCharset.ofMysql(charset)
                .orElseThrow(() -> new OperatorException("a statement was sent to the upstream in the character set "
                        + charset + ", which can't be read here; let its session SET NAMES utf8mb4"));
    }

    /**
     * The character set of a collation.
     *
     * @param number the server's number of the collation.
     * @return its name, empty if the server did not list the collation.
     */
    public String charsetOf(final int number) {
        final Collation found = collations.get(number);
        return found == null ? "" : found.charset();
    }

    /** The session in words. */
    LoggedSession session(final StatusVariables logged) {
        if (!asked) {
            return LoggedSession.UNKNOWN;
        }
        final Map<String, String> variables = new LinkedHashMap<>();
        logged.sqlMode().ifPresent(bits -> variables.put(LoggedSession.SQL_MODE, SqlModes.names(flavour, bits)));
        logged.flags().ifPresent(flags -> {
            variables.put("foreign_key_checks", onUnless(flags, NO_FOREIGN_KEY_CHECKS));
            variables.put("unique_checks", onUnless(flags, RELAXED_UNIQUE_CHECKS));
            variables.put("sql_auto_is_null", on((flags & AUTO_IS_NULL) != 0));
            if (flavour == Flavour.MARIADB) {
                variables.put("explicit_defaults_for_timestamp", on((flags & MARIADB_EXPLICIT_TIMESTAMPS) != 0));
            }
        });
        variables.put("auto_increment_increment", Integer.toString(Math.max(1, logged.increment())));
        variables.put("auto_increment_offset", Integer.toString(Math.max(1, logged.offset())));
        if (logged.client().isPresent()) {
            variables.put("collation_connection", collation(logged.connection()).name());
            variables.put("collation_server", collation(logged.server()).name());
        }
        defaultCollations(logged, variables);
        if (!logged.timeZone().isEmpty()) {
            final boolean system = logged.timeZone().equals("SYSTEM");
            variables.put("time_zone", system ? systemTimeZone : logged.timeZone());
        }
        variables.put("lc_time_names", Integer.toString(logged.timeNames()));
        put("explicit_defaults_for_timestamp", logged.explicitTimestamps(), variables);
        put("sql_require_primary_key", logged.primaryKeyRequired(), variables);
        return new LoggedSession(variables);
    }

    /** When a statement began, as the variable {@code timestamp} takes it. */
    static String timestamp(final long headerMs, final StatusVariables logged) {
        return headerMs / 1000 + "." + String.format(Locale.ROOT, "%06d", logged.microseconds() % MICROSECONDS);
    }

    /** Which collation a character set means where none is named: each family has a variable of its own for that. */
    private void defaultCollations(final StatusVariables logged, final Map<String, String> variables) {
        String utf8mb4 = "utf8mb4_general_ci"; // before servers could be told another
        if (logged.defaultUtf8mb4().isPresent()) {
            utf8mb4 = collation(logged.defaultUtf8mb4().getAsInt()).name();
        }
        final Map<String, String> byCharset = new LinkedHashMap<>();
        logged.defaultCollations()
                .forEach((from, to) ->
                        byCharset.put(collation(from).charset(), collation(to).name()));
        if (flavour == Flavour.MARIADB) {
            utf8mb4 = byCharset.getOrDefault("utf8mb4", utf8mb4);
        } else if (!utf8mb4.equals("utf8mb4_general_ci")) {
            byCharset.put("utf8mb4", utf8mb4);
        }
        variables.put("default_collation_for_utf8mb4", utf8mb4);
        variables.put(
                "character_set_collations",
                byCharset.entrySet().stream()
                        .map(entry -> entry.getKey() + '=' + entry.getValue())
                        .collect(Collectors.joining(",")));
    }

    private Collation collation(final int number) {
        final Collation found = collations.get(number);
        if (found == null) {
            throw new OperatorException("the upstream logged a statement with collation number " + number
                    + ", which it did not list when it was asked; start again");
        }
        return found;
    }

    private static void put(final String name, final OptionalInt flag, final Map<String, String> variables) {
        flag.ifPresent(value -> variables.put(name, on(value != 0)));
    }

    private static String onUnless(final long flags, final long flag) {
        return on((flags & flag) == 0);
    }

    private static String on(final boolean on) {
        return on ? "ON" : "OFF";
    }
}
