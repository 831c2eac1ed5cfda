// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.routing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells rules from others by which other rows are read, or the same rows go elsewhere: a row's place in its transaction and
 * its worker depend on them. What filters say of statements does not count.
 */
public final class RowRules {
    private RowRules() {}

    /**
     * As the other method, for rows that go to workers one by one, or as whole transactions.
     *
     * @param rules             what a task replicates, and where to.
     * @param wholeTransactions whether the worker of a row follows from its transaction.
     * @return at most 64 characters.
     */
    public static String fingerprint(final TableRules rules, final boolean wholeTransactions) {
        final String ofRows = fingerprint(rules);
        return wholeTransactions ? sha256("whole transactions\n" + ofRows) : ofRows;
    }

    /**
     * A short text that is the same for the same rules, in whatever order they stand.
     *
     * @param rules what a task replicates, and where to.
     * @return at most 64 characters; none if every row is read and keeps its table's name.
     */
    public static String fingerprint(final TableRules rules) {
        final BlockAllowList list = rules.allowed();
        final String text = Stream.of(
                        lines("do-dbs", list.doDbs().stream().map(RowRules::text)),
                        lines("do-tables", list.doTables().stream().map(RowRules::text)),
                        lines("ignore-dbs", list.ignoreDbs().stream().map(RowRules::text)),
                        lines("ignore-tables", list.ignoreTables().stream().map(RowRules::text)),
                        lines(
                                "filter",
                                rules.filter().rules().stream()
                                        .filter(RowRules::isOfRows)
                                        .map(RowRules::text)),
                        lines("route", rules.router().rules().stream().map(RowRules::text)))
                .flatMap(part -> part)
                .collect(Collectors.joining("\n"));
        return text.isEmpty() ? "" : sha256(text);
    }

    private static Stream<String> lines(final String kind, final Stream<String> texts) {
        return texts.map(text -> kind + ' ' + text).distinct().sorted();
    }

    private static boolean isOfRows(final FilterRule rule) {
        return rule.action() == FilterRule.Action.DO || !rule.events().rows().isEmpty();
    }

    private static String text(final FilterRule rule) {
        return rule.action() + " " + text(rule.tables()) + ' '
                + rule.events().rows().stream().map(Enum::name).sorted().toList();
    }

    private static String text(final RouteRule rule) {
        return text(rule.tables()) + " > "
                + List.of(
                        quoted(rule.targetSchema()),
                        rule.targetTable().map(RowRules::quoted).orElse(""));
    }

    private static String text(final TablePattern pattern) {
        return text(pattern.schema())
                + pattern.table().map(table -> '.' + text(table)).orElse("");
    }

    private static String text(final NamePattern pattern) {
        return quoted(pattern.toString()) + (pattern.isCaseSensitive() ? "" : " in any case");
    }

    /** So that no name can look like something else. */
    private static String quoted(final String name) {
        return '`' + name.replace("`", "``").replace("\n", "`n") + '`';
    }

    private static String sha256(final String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
