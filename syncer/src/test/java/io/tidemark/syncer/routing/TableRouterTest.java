// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.routing;

import static io.tidemark.syncer.routing.RuleTexts.id;
import static io.tidemark.syncer.routing.RuleTexts.router;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.failure.OperatorException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableRouterTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "shard_*.orders_* > shop.orders  | shard_1.orders_7 | shop.orders | true",
                "shard_*.orders_* > shop.orders  | shard_1.other    | shard_1.other | false",
                "shard_* > shop                  | shard_1.other    | shop.other  | true",
                "~^shard_\\d+$.~^t > shop.t      | shard_12.t9      | shop.t      | true",
                "a.t > b.u                       | A.T              | b.u         | false",
                "a.t > b                         | a.t              | b.t         | false",
                "a > b                           | a.t              | b.t         | false",
                "a > b.t                         | a.x              | b.t         | true",
                "a.t? > b                        | a.t1             | b.t1        | false",
                "a > b; a.t > c.t                | a.t              | c.t         | false",
                "a > b; a.t > c.t                | a.u              | b.u         | false",
                "a > b; a.t > b.u                | a.t              | b.u         | true",
                "a.t > b.t; c.t > b.t            | c.t              | b.t         | true",
                "a.t > b.t                       | b.t              | b.t         | true",
                "a.t > b.t                       | b.u              | b.u         | false",
            })
    void sendsTablesWhereTheNarrowestRuleSays(
            final String rules, final String source, final String target, final boolean merged) {
        final TableRouter router = router(rules.split("; ", -1));
        assertThat(router.target(id(source))).isEqualTo(id(target));
        assertThat(router.isMerged(id(source))).isEqualTo(merged);
    }

    @Test
    void sendsSchemasByRulesOfSchemasOnly() {
        final TableRouter router = router("a > b", "c.t > d.t");
        assertThat(router.target("a")).isEqualTo("b");
        assertThat(router.target("c")).isEqualTo("c");
        assertThat(router.isMergedOrSplit("a")).isFalse();
        assertThat(router.isMergedOrSplit("c")).isTrue();
        assertThat(router.isMergedOrSplit("b")).isTrue();
        assertThat(router.isMergedOrSplit("x")).isFalse();
        assertThat(router("a_* > b").isMergedOrSplit("a_1")).isTrue();
    }

    @Test
    void namesTheRulesThatAreBothAboutATable() {
        final TableRouter router = router("a.t* > b.t", "a.*x > c.x");
        assertThat(router.target(id("a.t"))).isEqualTo(id("b.t"));
        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> router.target(id("a.tx")))
                .withMessageContaining("a.t* > b.t")
                .withMessageContaining("a.*x > c.x")
                .withMessageContaining("`a`.`tx`");
    }

    @Test
    void keepsTheSameObjectForANameThatStays() {
        final TableId table = id("a.t");
        assertThat(router("x > y").target(table)).isSameAs(table);
    }
}
