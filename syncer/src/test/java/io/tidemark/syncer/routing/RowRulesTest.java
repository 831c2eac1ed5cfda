// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.routing;

import static io.tidemark.syncer.routing.RuleTexts.filter;
import static io.tidemark.syncer.routing.RuleTexts.ignore;
import static io.tidemark.syncer.routing.RuleTexts.list;
import static io.tidemark.syncer.routing.RuleTexts.router;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RowRulesTest {
    private static String of(final BlockAllowList allowed, final TableRouter router, final FilterRule... filters) {
        return RowRules.fingerprint(new TableRules("dm_meta", allowed, new EventFilter(List.of(filters)), router));
    }

    private static String of(final FilterRule... filters) {
        return of(BlockAllowList.EVERYTHING, TableRouter.STRAIGHT, filters);
    }

    @Test
    void tellsNothingWhereEveryRowIsReadAndKeepsItsTable() {
        assertThat(of()).isEmpty();
        assertThat(of(ignore("a.t", "truncate table"))).isEmpty();
    }

    @Test
    void tellsWholeTransactionsFromRows() {
        final TableRules everything = TableRules.everything("dm_meta");
        final TableRules routed =
                new TableRules("dm_meta", BlockAllowList.EVERYTHING, new EventFilter(List.of()), router("a > b"));
        assertThat(RowRules.fingerprint(everything, false)).isEmpty();
        assertThat(RowRules.fingerprint(everything, true))
                .hasSize(64)
                .isNotEqualTo(RowRules.fingerprint(routed, true))
                .isNotEqualTo(RowRules.fingerprint(routed, false));
    }

    @Test
    void tellsRulesApartThatReadOtherRowsOrSendThemElsewhere() {
        assertThat(Stream.of(
                        of(),
                        of(list("a", "", "", ""), TableRouter.STRAIGHT),
                        of(list("", "", "a", ""), TableRouter.STRAIGHT),
                        of(list("", "a.t", "", ""), TableRouter.STRAIGHT),
                        of(list("", "", "", "a.t"), TableRouter.STRAIGHT),
                        of(BlockAllowList.EVERYTHING, router("a > b")),
                        of(BlockAllowList.EVERYTHING, router("a.t > b")),
                        of(BlockAllowList.EVERYTHING, router("a.t > b.t")),
                        of(ignore("a.t", "insert")),
                        of(ignore("a.t", "delete")),
                        of(ignore("a", "delete")),
                        of(filter("a.t", FilterRule.Action.DO, List.of("delete"))),
                        of(filter("a.t", FilterRule.Action.DO, List.of("truncate table")))))
                .doesNotHaveDuplicates()
                .allMatch(text -> text.length() <= 64);
    }

    @Test
    void isTheSameForTheSameRulesInAnotherOrder() {
        assertThat(of(
                        BlockAllowList.EVERYTHING,
                        router("a > b", "c > d"),
                        ignore("a.t", "insert"),
                        ignore("b", "delete")))
                .isEqualTo(of(
                        BlockAllowList.EVERYTHING,
                        router("c > d", "a > b"),
                        ignore("b", "delete"),
                        ignore("a.t", "insert", "truncate table")));
    }
}
