// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.routing;

import static io.tidemark.syncer.ddl.DdlEvent.ALTER_TABLE;
import static io.tidemark.syncer.ddl.DdlEvent.CREATE_DATABASE;
import static io.tidemark.syncer.ddl.DdlEvent.CREATE_TABLE;
import static io.tidemark.syncer.ddl.DdlEvent.DROP_COLUMN;
import static io.tidemark.syncer.ddl.DdlEvent.DROP_TABLE;
import static io.tidemark.syncer.ddl.DdlEvent.OTHER;
import static io.tidemark.syncer.routing.FilterRule.Action.DO;
import static io.tidemark.syncer.routing.FilterRule.Action.IGNORE;
import static io.tidemark.syncer.routing.RowEvent.DELETE;
import static io.tidemark.syncer.routing.RowEvent.INSERT;
import static io.tidemark.syncer.routing.RowEvent.UPDATE;
import static io.tidemark.syncer.routing.RuleTexts.filter;
import static io.tidemark.syncer.routing.RuleTexts.id;
import static io.tidemark.syncer.routing.RuleTexts.ignore;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.syncer.ddl.DdlEvent;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFilterTest {
    private static EventFilter of(final FilterRule... rules) {
        return new EventFilter(List.of(rules));
    }

    @Test
    void leavesOutTheEventsThatARuleIgnores() {
        final EventFilter filter = of(ignore("a.t*", "delete", "drop table"));
        assertThat(filter.ignores(id("a.t1"), DELETE)).isTrue();
        assertThat(filter.ignores(id("a.t1"), INSERT)).isFalse();
        assertThat(filter.ignores(id("a.u"), DELETE)).isFalse();
        assertThat(filter.ignores(id("a.t1"), Set.of(DROP_TABLE), "")).isTrue();
        assertThat(filter.ignores(id("a.t1"), Set.of(CREATE_TABLE), "")).isFalse();
    }

    @Test
    void leavesOutAllOthersWhereARuleNamesWhatToDo() {
        final EventFilter filter = of(filter("a", DO, List.of("insert", "create table")));
        assertThat(filter.ignores(id("a.t"), INSERT)).isFalse();
        assertThat(filter.ignores(id("a.t"), UPDATE)).isTrue();
        assertThat(filter.ignores(id("a.t"), Set.of(CREATE_TABLE), "")).isFalse();
        assertThat(filter.ignores(id("a.t"), Set.of(OTHER), "")).isTrue();
        assertThat(filter.ignores(id("b.t"), UPDATE)).isFalse();
    }

    @Test
    void letsIgnoreGoBeforeDo() {
        final EventFilter filter = of(filter("a", DO, List.of("all")), ignore("a.t", "delete"));
        assertThat(filter.ignores(id("a.t"), DELETE)).isTrue();
        assertThat(filter.ignores(id("a.u"), DELETE)).isFalse();
    }

    @Test
    void leavesOutAnAlterTableBecauseOfOneOfItsChanges() {
        final Set<DdlEvent> alter = EnumSet.of(ALTER_TABLE, DROP_COLUMN);
        assertThat(of(ignore("a", "drop column")).ignores(id("a.t"), alter, "")).isTrue();
        assertThat(of(ignore("a", "add column")).ignores(id("a.t"), alter, "")).isFalse();
        assertThat(of(filter("a", DO, List.of("alter table"))).ignores(id("a.t"), alter, ""))
                .isFalse();
    }

    @Test
    void findsPatternsAnywhereInAStatementWhateverItsLetterCase() {
        final EventFilter filter = of(filter("a.t", IGNORE, List.of(), "^drop\\s+procedure", "ADD COLUMN x\\b"));
        assertThat(filter.ignores(id("a.t"), Set.of(ALTER_TABLE), "ALTER TABLE t add column X INT"))
                .isTrue();
        assertThat(filter.ignores(id("a.t"), Set.of(ALTER_TABLE), "ALTER TABLE t ADD COLUMN xy INT"))
                .isFalse();
        assertThat(filter.ignores(id("a.t"), INSERT)).isFalse();
    }

    @Test
    void asksForBothEventAndPatternWhereARuleNamesWhatToDo() {
        final EventFilter filter = of(filter("a", DO, List.of("create table"), "ENGINE=InnoDB"));
        assertThat(filter.ignores(id("a.t"), Set.of(CREATE_TABLE), "CREATE TABLE t (a INT) ENGINE=InnoDB"))
                .isFalse();
        assertThat(filter.ignores(id("a.t"), Set.of(CREATE_TABLE), "CREATE TABLE t (a INT)"))
                .isTrue();
        assertThat(filter.ignores(id("a.t"), Set.of(DROP_TABLE), "DROP TABLE t -- ENGINE=InnoDB"))
                .isTrue();
    }

    @Test
    void judgesStatementsAboutASchemaByRulesOfSchemasAndOfAllTables() {
        assertThat(of(ignore("a", "create database")).ignores(id("a."), Set.of(CREATE_DATABASE), ""))
                .isTrue();
        assertThat(of(ignore("a.*", "create schema")).ignores(id("a."), Set.of(CREATE_DATABASE), ""))
                .isTrue();
        assertThat(of(ignore("a.t", "create database")).ignores(id("a."), Set.of(CREATE_DATABASE), ""))
                .isFalse();
    }

    @Test
    void judgesTextsAloneByRulesForAllSchemasOnly() {
        assertThat(of(filter("*", IGNORE, List.of(), "NONSENSE")).ignores("create nonsense x"))
                .isTrue();
        assertThat(of(filter("a", IGNORE, List.of(), "NONSENSE")).ignores("create nonsense x"))
                .isFalse();
        assertThat(of(ignore("*", "all")).ignores("create nonsense x")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "all, 3, true",
        "all dml, 3, false",
        "all ddl, 0, true",
        "none, 0, false",
        "none dml;all, 0, true",
        "all;none, 3, true",
        "none ddl;all;insert, 3, false",
        "none;all, 0, false",
        "update, 1, false",
    })
    void readsListsOfEventsFromTheirBegin(final String events, final int rows, final boolean ddl) {
        final FilterRule.EventSet set = EventNames.resolve(Arrays.asList(events.split(";", -1)));
        assertThat(set.rows()).hasSize(rows);
        assertThat(set.ddl().containsAll(EnumSet.allOf(DdlEvent.class))).isEqualTo(ddl);
    }

    @Test
    void knowsIncompatibleChangesAsDmDoes() {
        assertThat(EventNames.resolve(List.of("incompatible ddl changes")).ddl())
                .contains(DROP_TABLE, DROP_COLUMN, DdlEvent.TRUNCATE_TABLE, DdlEvent.MODIFY_COLUMN)
                .doesNotContain(CREATE_TABLE, ALTER_TABLE, OTHER);
    }
}
