// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What DM's block-allow-list lets in: schemas first, then tables. */
class BlockAllowListTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // do-dbs | do-tables | ignore-dbs | ignore-tables | table | let in
                "     |          |      |             | a.t  | true",
                "a    |          |      |             | a.t  | true",
                "a    |          |      |             | b.t  | false",
                "a b  |          |      |             | b.t  | true",
                "~^a  |          |      |             | ab.t | true",
                "a    |          | a    |             | a.t  | true",
                "     |          | a    |             | a.t  | false",
                "     |          | a    |             | b.t  | true",
                "     | a.t      |      |             | a.t  | true",
                "     | a.t      |      |             | a.u  | false",
                "     | a.t      |      |             | b.t  | false",
                "     | a.t      | a    |             | a.t  | false",
                "b    | a.t      |      |             | a.t  | false",
                "a    | a.t*     |      |             | a.t1 | true",
                "     |          |      | a.t         | a.t  | false",
                "     |          |      | a.t         | a.u  | true",
                "     | a.*      |      | a.t         | a.t  | true",
                "     | a.u      |      | a.t         | a.x  | false",
                "     |          |      | ~^a$.~\\d$  | a.t1 | false",
                "     |          |      | ~^a$.~\\d$  | a.t  | true",
                "     |          |      | ~^a$.t?     | a.t1 | false",
            })
    void letsTablesInByDmsRule(
            final String doDbs,
            final String doTables,
            final String ignoreDbs,
            final String ignoreTables,
            final String table,
            final boolean in) {
        final BlockAllowList list = RuleTexts.list(doDbs, doTables, ignoreDbs, ignoreTables);
        assertThat(list.allows(RuleTexts.id(table))).isEqualTo(in);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "  |     |   |     | a | true",
                "  | a.t |   |     | b | true",
                "  |     |   | a.* | a | true",
                "a |     |   |     | b | false",
                "  |     | a |     | a | false",
            })
    void judgesSchemasByTheirOwnRulesOnly(
            final String doDbs,
            final String doTables,
            final String ignoreDbs,
            final String ignoreTables,
            final String schema,
            final boolean in) {
        assertThat(RuleTexts.list(doDbs, doTables, ignoreDbs, ignoreTables).allows(schema))
                .isEqualTo(in);
    }
}
