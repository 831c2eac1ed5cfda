// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.ddl;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;

/**
 * Tells what to do with a statement that a source logged as text. Immutable, and silent: no parser writes to the
 * console.
 *
 * <p>Triggers and events are skipped: what they do on the source arrives as rows, and would happen twice if they did it
 * downstream as well.
 */
public final class DdlClassifier {
    private static final Set<String> ADMINISTRATION = Set.of(
            "FLUSH",
            "ANALYZE",
            "OPTIMIZE",
            "REPAIR",
            "CHECK",
            "CHECKSUM",
            "CACHE",
            "RESET",
            "PURGE",
            "KILL",
            "INSTALL",
            "UNINSTALL",
            "SHOW",
            "USE",
            "EXPLAIN",
            "DESCRIBE",
            "DESC",
            "HELP",
            "BINLOG",
            "SHUTDOWN",
            "RESTART",
            "CHANGE",
            "START",
            "STOP",
            "LOCK",
            "UNLOCK",
            "IMPORT",
            "CLONE",
            "BACKUP",
            "SIGNAL",
            "RESIGNAL",
            "GET",
            "BEGIN",
            "COMMIT",
            "ROLLBACK",
            "SAVEPOINT",
            "RELEASE",
            "XA",
            "PREPARE",
            "DEALLOCATE");

    private static final Set<String> ROUTINES = Set.of("PROCEDURE", "FUNCTION", "PACKAGE");
    private static final Set<String> TRIGGERS_AND_EVENTS = Set.of("TRIGGER", "EVENT");
    private static final Set<String> BEFORE_BODIES =
            Set.of("OR", "DEFINER", "AGGREGATE", "PROCEDURE", "FUNCTION", "PACKAGE", "TRIGGER", "EVENT");

    private final Dialect dialect;

    /**
     * A classifier.
     *
     * @param dialect whose statements these are.
     */
    public DdlClassifier(final Dialect dialect) {
        this.dialect = requireNonNull(dialect, "dialect");
    }

    /**
     * Classifies one statement.
     *
     * @param defaultSchema the schema of unqualified names, empty if there is none.
     * @param sql           the statement.
     * @param session       the session whose modes it was written for.
     * @return what it is; never null, and no statement is too broken for an answer.
     */
    public Classified classify(final String defaultSchema, final String sql, final LoggedSession session) {
        return classify(defaultSchema, PlainQuotes.of(sql, session));
    }

    /**
     * Classifies one statement that was written for no special modes.
     *
     * @param defaultSchema the schema of unqualified names, empty if there is none.
     * @param sql           the statement.
     * @return what it is; never null, and no statement is too broken for an answer.
     */
    public Classified classify(final String defaultSchema, final String sql) {
        final List<String> words = LeadingWords.of(sql);
        if (words.isEmpty()) {
            return Classified.of(Verdict.SKIP, "there is no statement, only comments");
        }
        final String first = words.get(0);
        if (LeadingWords.changesRows(words)) {
            return Classified.of(Verdict.DML, "");
        }
        if (isAboutAccounts(words)) {
            return Classified.of(Verdict.SKIP, "accounts belong to each server");
        }
        if (ADMINISTRATION.contains(first)) {
            return Classified.of(Verdict.SKIP, first + " administers one server");
        }
        if (first.equals("SET") && !words.contains("STATEMENT")) {
            return Classified.of(Verdict.SKIP, "settings belong to each server");
        }
        return parse(defaultSchema, sql);
    }

    private Classified parse(final String defaultSchema, final String sql) {
        final Grammar.Parsed own = Grammar.parse(dialect, sql);
        final Classified classified = new DdlTree(own, defaultSchema).classify();
        if (classified.verdict() != Verdict.UNPARSABLE) {
            return classified;
        }
        final Dialect other = dialect == Dialect.MYSQL ? Dialect.MARIADB : Dialect.MYSQL;
        final Classified second = new DdlTree(Grammar.parse(other, sql), defaultSchema).classify();
        return second.verdict() == Verdict.UNPARSABLE ? byObject(sql, classified) : second;
    }

    /** Bodies are where grammars have their gaps; what has one is known by its first words. */
    private static Classified byObject(final String sql, final Classified unparsable) {
        final List<String> words = LeadingWords.of(sql);
        if (words.get(0).equals("CREATE") && words.size() > 1 && BEFORE_BODIES.contains(words.get(1))) {
            for (final String word : words) {
                if (TRIGGERS_AND_EVENTS.contains(word)) {
                    return Classified.of(Verdict.SKIP, DdlTree.ROWS_OF_TRIGGERS);
                }
                if (ROUTINES.contains(word)) {
                    return Classified.of(Verdict.EXECUTE, "");
                }
                if (word.equals("VIEW")) {
                    break;
                }
            }
        }
        return words.size() > 1 && words.get(0).equals("DROP") && words.get(1).equals("PACKAGE")
                ? Classified.of(Verdict.EXECUTE, "")
                : unparsable;
    }

    private static boolean isAboutAccounts(final List<String> words) {
        final String first = words.get(0);
        return switch (first) {
            case "GRANT", "REVOKE" -> true;
            case "CREATE", "ALTER", "DROP", "RENAME" -> {
                final int object = words.size() > 2 && words.get(1).equals("OR") ? 3 : 1;
                yield words.size() > object && Set.of("USER", "ROLE").contains(words.get(object));
            }
            default -> false;
        };
    }
}
