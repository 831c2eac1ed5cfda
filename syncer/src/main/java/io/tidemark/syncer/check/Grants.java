// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.check;

import io.tidemark.core.schema.TableId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What an account may do, its active roles included, as SHOW GRANTS says. Immutable. */
final class Grants {
    private static final Pattern GRANT = Pattern.compile(
            "^(GRANT|REVOKE) (.+?) ON (?:TABLE )?(\\*|`(?:[^`]|``)*`|\"(?:[^\"]|\"\")*\")\\.(\\*|`(?:[^`]|``)*`|\"(?:[^\"]|\"\")*\")"
                    + " (?:TO|FROM) .*",
            Pattern.DOTALL);
    /** Between privileges, but not between the columns of one. */
    private static final Pattern COMMA = Pattern.compile(",\\s*(?![^(]*\\))");

    private static final String ALL = "ALL PRIVILEGES";

    private final List<Grant> granted = new ArrayList<>();
    private final List<Grant> revoked = new ArrayList<>();

    /**
     * One line.
     *
     * @param schema null for all, a pattern of LIKE otherwise.
     * @param table  null for all.
     */
    private record Grant(Set<String> privileges, String schema, String table) {
        boolean gives(final String privilege) {
            return privileges.contains(privilege) || privileges.contains(ALL);
        }
    }

    Grants(final List<String> lines) {
        for (final String line : lines) {
            final Matcher grant = GRANT.matcher(line);
            if (grant.matches()) {
                final Set<String> privileges = COMMA.splitAsStream(grant.group(2))
                        .map(privilege -> privilege.strip().toUpperCase(Locale.ROOT))
                        .collect(Collectors.toSet());
                (grant.group(1).equals("GRANT") ? granted : revoked)
                        .add(new Grant(privileges, name(grant.group(3)), name(grant.group(4))));
            }
        }
    }

    /** Asks a server for those of the account that asks. */
    static Grants of(final Side side) throws SQLException {
        final List<String> lines = new ArrayList<>(side.column("SHOW GRANTS FOR CURRENT_USER"));
        if (side.isMariadb()) {
            if (side.column("SELECT CURRENT_ROLE()").get(0) != null) {
                lines.addAll(side.column("SHOW GRANTS FOR CURRENT_ROLE"));
            }
        } else if (side.isAtLeast(8, 0)) {
            final String roles = side.column("SELECT CURRENT_ROLE()").get(0);
            if (roles != null && !roles.equals("NONE")) {
                lines.addAll(side.column("SHOW GRANTS FOR CURRENT_USER() USING " + roles));
            }
        }
        return new Grants(lines);
    }

    private static String name(final String quoted) {
        if (quoted.equals("*")) {
            return null;
        }
        final char quote = quoted.charAt(0);
        return quoted.substring(1, quoted.length() - 1).replace("" + quote + quote, "" + quote);
    }

    /** Whether it may do something everywhere. */
    boolean allowsEverywhere(final String privilege) {
        return granted.stream().anyMatch(grant -> grant.schema == null && grant.gives(privilege));
    }

    /** Whether it may do something in all of a schema. */
    boolean allows(final String privilege, final String schema) {
        return allows(privilege, schema, null);
    }

    /** Whether it may do something with a table. */
    boolean allows(final String privilege, final TableId table) {
        return allows(privilege, table.schema(), table.table());
    }

    private boolean allows(final String privilege, final String schema, final String table) {
        final boolean taken = revoked.stream().anyMatch(grant -> grant.gives(privilege) && schema.equals(grant.schema));
        return granted.stream()
                .filter(grant -> grant.gives(privilege))
                .anyMatch(grant -> grant.schema == null
                        ? !taken
                        : grant.table == null
                                ? isLike(schema, grant.schema)
                                : grant.schema.equals(schema) && grant.table.equals(table));
    }

    /** Names of schemas in grants are patterns: % and _ stand for anything, unless a backslash is before them. */
    private static boolean isLike(final String schema, final String pattern) {
        final StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            final char character = pattern.charAt(i);
            if (character == '\\' && i + 1 < pattern.length()) {
                i++;
                regex.append(Pattern.quote(String.valueOf(pattern.charAt(i))));
            } else if (character == '%') {
                regex.append(".*");
            } else if (character == '_') {
                regex.append('.');
            } else {
                regex.append(Pattern.quote(String.valueOf(character)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL)
                .matcher(schema)
                .matches();
    }
}
