// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.ddl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Where names stand in a statement, and what it does, in both grammars. */
class DdlTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "CREATE TABLE a . `t` (id INT) | <a . `t`> | a.t",
                "CREATE TABLE IF NOT EXISTS `a-b`.`c``d` (id int COMMENT 'in `a-b`.`c``d`') | <`a-b`.`c``d`> | a-b.c`d",
                "CREATE TABLE x.t (id INT, FOREIGN KEY (id) REFERENCES p (x)) | <x.t> <p> | x.t x.p?",
                "CREATE TABLE t LIKE other.u | <t> <other.u> | app.t other.u?",
                "ALTER TABLE other.t ADD COLUMN t INT, RENAME TO u | <other.t> <u> | other.t app.u",
                "ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES x.p (b) | <t> <x.p> | app.t x.p?",
                "ALTER TABLE t EXCHANGE PARTITION p WITH TABLE x.u | <t> <x.u> | app.t x.u",
                "DROP TABLE IF EXISTS a, x.b | <a> <x.b> | app.a x.b",
                "RENAME TABLE a TO b, c.d TO e.f | <a> <b> <c.d> <e.f> | app.a app.b c.d e.f",
                "TRUNCATE t | <t> | app.t",
                "CREATE UNIQUE INDEX t ON t (t) | <t> | app.t",
                "CREATE OR REPLACE VIEW v AS SELECT q.a FROM q JOIN db.r | <v> <q> <db.r> | app.v app.q? db.r?",
                "DROP VIEW v, w | <v> <w> | app.v app.w",
                "/*!50003 CREATE */ TABLE /* of t */ t (a INT) -- t | <t> | app.t",
                "ALTER TABLE `😀` COMMENT='😀', RENAME `x` | <`😀`> <`x`> | app.😀 app.x",
            })
    void findsEachNameInItsPlace(final String sql, final String places, final String names) {
        for (final Dialect dialect : Dialect.values()) {
            final DdlText text = DdlText.of(dialect, "app", sql);
            assertThat(text.tables().stream()
                            .map(name -> '<' + cut(text, name.span()) + '>')
                            .collect(Collectors.joining(" ")))
                    .isEqualTo(places);
            assertThat(text.tables().stream()
                            .map(name ->
                                    name.table().schema() + '.' + name.table().table() + (name.changed() ? "" : "?"))
                            .collect(Collectors.joining(" ")))
                    .isEqualTo(names);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE DATABASE s | CREATE_DATABASE",
                "ALTER SCHEMA s CHARACTER SET utf8mb4 | ALTER_DATABASE",
                "DROP DATABASE s | DROP_DATABASE",
                "CREATE TABLE t (a INT) | CREATE_TABLE",
                "DROP TABLE t | DROP_TABLE",
                "RENAME TABLE t TO u | RENAME_TABLE",
                "TRUNCATE t | TRUNCATE_TABLE",
                "CREATE INDEX i ON t (a) | CREATE_INDEX",
                "DROP INDEX i ON t | DROP_INDEX",
                "CREATE VIEW v AS SELECT 1 | CREATE_VIEW",
                "DROP VIEW v | DROP_VIEW",
                "CREATE PROCEDURE p() SELECT 1 | OTHER",
                "ALTER TABLE t ENGINE=InnoDB | ALTER_TABLE",
                "ALTER TABLE t ADD INDEX (a), ADD UNIQUE KEY u (a), DROP INDEX i, DROP KEY k | ALTER_TABLE",
                "ALTER TABLE t ADD a INT | ALTER_TABLE ADD_COLUMN",
                "ALTER TABLE t ADD (a INT, b INT) | ALTER_TABLE ADD_COLUMN",
                "ALTER TABLE t ADD COLUMN `index` INT, DROP `key` | ALTER_TABLE ADD_COLUMN DROP_COLUMN",
                "ALTER TABLE t MODIFY a BIGINT | ALTER_TABLE MODIFY_COLUMN",
                "ALTER TABLE t CHANGE a a BIGINT | ALTER_TABLE MODIFY_COLUMN",
                "ALTER TABLE t CHANGE COLUMN a b INT | ALTER_TABLE MODIFY_COLUMN RENAME_COLUMN",
                "ALTER TABLE t RENAME COLUMN a TO b, RENAME INDEX i TO j | ALTER_TABLE RENAME_COLUMN RENAME_INDEX",
                "ALTER TABLE t RENAME u | ALTER_TABLE RENAME_TABLE",
                "ALTER TABLE t ADD PRIMARY KEY (a) | ALTER_TABLE ADD_PRIMARY_KEY",
                "ALTER TABLE t ADD CONSTRAINT PRIMARY KEY (a) | ALTER_TABLE ADD_PRIMARY_KEY",
                "ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES p (a) | ALTER_TABLE ADD_FOREIGN_KEY",
                "ALTER TABLE t DROP PRIMARY KEY, DROP FOREIGN KEY f | ALTER_TABLE DROP_PRIMARY_KEY DROP_FOREIGN_KEY",
                "ALTER TABLE t TRUNCATE PARTITION p | ALTER_TABLE TRUNCATE_TABLE_PARTITION",
                "ALTER TABLE t DROP PARTITION p, q | ALTER_TABLE DROP_TABLE_PARTITION",
                "ALTER TABLE t ADD PARTITION (PARTITION p VALUES LESS THAN (3)) | ALTER_TABLE ADD_TABLE_PARTITION",
                "ALTER TABLE t EXCHANGE PARTITION p WITH TABLE u | ALTER_TABLE EXCHANGE_TABLE_PARTITION",
                "ALTER TABLE t REMOVE PARTITIONING | ALTER_TABLE REMOVE_TABLE_PARTITIONING",
                "ALTER TABLE t PARTITION BY HASH(a) PARTITIONS 2 | ALTER_TABLE ALTER_TABLE_PARTITIONING",
            })
    void tellsWhatAStatementDoes(final String sql, final String events) {
        for (final Dialect dialect : Dialect.values()) {
            assertThat(DdlText.of(dialect, "app", sql).events())
                    .extracting(DdlEvent::name)
                    .containsExactlyInAnyOrder(events.split(" ", -1));
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void cutsAnAlterTableIntoItsChanges(final Dialect dialect) {
        assertThat(
                        changes(
                                dialect,
                                "ALTER TABLE a.t ADD COLUMN c DECIMAL(3, 2) COMMENT 'x, y', DROP d, ADD INDEX i (c, e), ENGINE=InnoDB"))
                .containsExactly(
                        "ADD COLUMN c DECIMAL(3, 2) COMMENT 'x, y'", "DROP d", "ADD INDEX i (c, e)", "ENGINE=InnoDB");
        assertThat(changes(dialect, "ALTER TABLE t ADD c INT PARTITION BY HASH(c) PARTITIONS 4"))
                .containsExactly("ADD c INT", "PARTITION BY HASH(c) PARTITIONS 4");
        assertThat(changes(dialect, "ALTER TABLE t DROP PARTITION p, q")).containsExactly("DROP PARTITION p, q");
        assertThat(changes(dialect, "DROP TABLE t, u")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void findsTheSchemaOfAStatementAboutOne(final Dialect dialect) {
        final DdlText text = DdlText.of(dialect, "app", "CREATE DATABASE IF NOT EXISTS `s`");
        assertThat(text.schema().map(span -> cut(text, span))).contains("`s`");
        assertThat(DdlText.of(dialect, "app", "CREATE TABLE t (a INT)").schema())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void tellsWhatIsReplaced(final Dialect dialect) {
        assertThat(DdlText.of(dialect, "app", "CREATE OR REPLACE VIEW v AS SELECT 1")
                        .isReplacing())
                .isTrue();
        assertThat(DdlText.of(dialect, "app", "CREATE OR REPLACE TABLE t (a INT)")
                        .isReplacing())
                .isTrue();
        assertThat(DdlText.of(dialect, "app", "CREATE TABLE t (a INT)").isReplacing())
                .isFalse();
    }

    @Test
    void refusesWhatNoGrammarKnows() {
        assertThatIllegalArgumentException().isThrownBy(() -> DdlText.of(Dialect.MYSQL, "app", "CREATE NONSENSE t"));
    }

    private static List<String> changes(final Dialect dialect, final String sql) {
        final DdlText text = DdlText.of(dialect, "app", sql);
        return text.changes().stream().map(span -> cut(text, span)).toList();
    }

    private static String cut(final DdlText text, final DdlText.Span span) {
        return text.text().substring(span.from(), span.to());
    }
}
