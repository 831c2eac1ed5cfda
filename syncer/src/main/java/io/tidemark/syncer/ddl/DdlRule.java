// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.ddl;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.GtidSet;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an operator has decided about one statement of the source. Immutable.
 *
 * @param at          where the statement ends, {@code file:offset}, or its GTID; as {@link #of} writes it.
 * @param replacement what to execute in its place; nothing if it is to be left out.
 */
public record DdlRule(String at, Optional<String> replacement) {
    private static final Pattern POSITION = Pattern.compile("\\(.*\\)|.*\\.\\d+:\\d+");
    private static final Pattern ONE_GTID = Pattern.compile("\\d+-\\d+-\\d+|[0-9a-f-]{36}(:\\w+)?:\\d+");

    /** Both are required. */
    public DdlRule {
        requireNonNull(at, "at");
        requireNonNull(replacement, "replacement");
    }

    /**
     * Reads what an operator wrote.
     *
     * @param at          a binlog position, in any of its text forms, or one GTID.
     * @param replacement one DDL, if there is any; what the grammars don't know is taken as it is.
     * @return the rule.
     * @throws IllegalArgumentException if the place is none, or the replacement is no single DDL: what was found and
     *     expected, without the replacement's text.
     */
    public static DdlRule of(final String at, final Optional<String> replacement) {
        return new DdlRule(place(at.strip()), replacement.map(DdlRule::statement));
    }

    /**
     * Whether it is about a statement.
     *
     * @param after where the statement ends.
     * @param gtid  its GTID, empty if it has none.
     * @return true if it is.
     */
    public boolean isAbout(final BinlogPosition after, final String gtid) {
        return at.equals(after.toString())
                || (!gtid.isEmpty() && at.equals(GtidSet.parse(gtid).toString()));
    }

    private static String place(final String text) {
        try {
            if (POSITION.matcher(text).matches()) {
                return BinlogPosition.parse(text).toString();
            }
            final String gtid = GtidSet.parse(text).toString();
            if (ONE_GTID.matcher(gtid).matches()) {
                return gtid;
            }
        } catch (final IllegalArgumentException e) {
            throw new IllegalArgumentException(noPlace(text), e);
        }
        throw new IllegalArgumentException(noPlace(text));
    }

    private static String noPlace(final String text) {
        return "found \"" + text + "\", expected the place that the error names: a binlog position, such as"
                + " mysql-bin.000003:1943, or one GTID, such as 0-1-100";
    }

    private static String statement(final String sql) {
        final Classified classified = new DdlClassifier(Dialect.MARIADB).classify("", sql);
        final boolean unknown = classified.verdict() == Verdict.UNPARSABLE
                && !classified.reason().contains(DdlTree.SEVERAL);
        if (classified.verdict() != Verdict.EXECUTE && !unknown) {
            throw new IllegalArgumentException("expected one DDL of tables, views, routines or schemas as replacement"
                    + (classified.reason().isEmpty() ? "" : ", but " + classified.reason()));
        }
        return sql;
    }
}
