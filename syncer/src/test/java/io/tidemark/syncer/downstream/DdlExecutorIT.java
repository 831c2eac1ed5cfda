// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.ddl.LoggedSession;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.row.Column;
import io.tidemark.syncer.row.TableStructure;
import io.tidemark.syncer.row.TableStructures;
import io.tidemark.syncer.row.UniqueIndex;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DdlExecutorIT {
    private static final Location AT = Location.at(new BinlogPosition("binlog.000007", 4711));
    private static final TableId T = TableId.of("ddl_it", "t");

    private final Downstream downstream = new Downstream(TestServer.server());
    private final DdlExecutor ddl = new DdlExecutor(new DdlConnections(downstream), RetryPolicy.DEFAULT);
    private final TableStructureReader reader = new TableStructureReader(downstream);
    private final TableStructures structures = new TableStructures(reader, reader::forget);

    @BeforeEach
    void createSchema() throws InterruptedException {
        execute("", "DROP DATABASE IF EXISTS ddl_it", false);
        execute("", "CREATE DATABASE ddl_it", false);
    }

    @Test
    void executesInTheDefaultSchemaOfTheStatement() throws Exception {
        execute("ddl_it", "CREATE TABLE t (id INT PRIMARY KEY, `{d '2024'}` INT)", false);
        assertThat(structures.of(T).columns()).extracting(Column::name).containsExactly("id", "{d '2024'}");
        execute("not_replicated", "ALTER TABLE ddl_it.t ADD COLUMN c INT", false);
        structures.invalidateAll();
        assertThat(structures.of(T).columns()).hasSize(3);
    }

    @Test
    void toleratesWhatIsAppliedAlreadyOnlyWhenReplaying() throws Exception {
        execute("ddl_it", "CREATE TABLE t (id INT PRIMARY KEY, a INT)", false);
        execute("ddl_it", "CREATE TABLE old (id INT)", false);
        for (final String sql : List.of(
                "CREATE DATABASE ddl_it",
                "CREATE TABLE t (id INT PRIMARY KEY)",
                "ALTER TABLE t ADD COLUMN b INT",
                "ALTER TABLE t ADD INDEX a (a)",
                "ALTER TABLE t RENAME COLUMN a TO c",
                "ALTER TABLE t DROP COLUMN b",
                "ALTER TABLE t ADD CONSTRAINT positive CHECK (id > 0)",
                "ALTER TABLE t DROP CONSTRAINT positive",
                "RENAME TABLE old TO new",
                "DROP TABLE new")) {
            execute("ddl_it", sql, true);
            assertThatThrownBy(() -> execute("ddl_it", sql, false))
                    .isInstanceOf(OperatorException.class)
                    .hasMessageContaining("4711")
                    .hasMessageContaining(sql);
            assertThatCode(() -> execute("ddl_it", sql, true)).doesNotThrowAnyException();
        }
    }

    @Test
    void reportsOtherErrorsEvenWhenReplaying() {
        assertThatThrownBy(() -> execute("ddl_it", "CREATE TABEL t", true))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("1064");
    }

    @Test
    void readsKeysWithPrefixesNullsAndWhatNoRowImageTells() throws Exception {
        execute(
                "ddl_it",
                "CREATE TABLE t (a INT UNSIGNED, b VARCHAR(50) CHARACTER SET latin1, v INT AS (a + 1) VIRTUAL,"
                        + " s INT AS (a + 2) STORED, k BINARY(7) NOT NULL, UNIQUE z (k), UNIQUE nul (a), UNIQUE p (k(3),"
                        + " b(10)), UNIQUE virt (v), INDEX (b))",
                false);
        final TableStructure table = structures.of(T);
        assertThat(table.uniqueIndexes())
                .containsExactly(
                        new UniqueIndex("nul", List.of(new UniqueIndex.Part(0, 0)), true, true),
                        new UniqueIndex(
                                "p", List.of(new UniqueIndex.Part(4, 3), new UniqueIndex.Part(1, 10)), true, true),
                        new UniqueIndex("virt", List.of(), true, false),
                        new UniqueIndex("z", List.of(new UniqueIndex.Part(4, 0)), false, true));
        assertThat(table.identity()).map(UniqueIndex::name).contains("z");
        assertThat(table.columns()).extracting(Column::isGenerated).containsExactly(false, false, true, true, false);
        assertThat(table.columns().get(1).charset()).isEqualTo("latin1");
        assertThat(table.columns().get(4).bytes()).isEqualTo(7);
        execute("ddl_it", "ALTER TABLE t ADD PRIMARY KEY (b)", false);
        assertThat(structures.of(T)).as("cached").isSameAs(table);
        structures.invalidateAll();
        assertThat(structures.of(T).identity()).map(UniqueIndex::name).contains("PRIMARY");
    }

    @Test
    void namesTablesThatAreMissing() {
        assertThatThrownBy(() -> structures.of(TableId.of("ddl_it", "nowhere")))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("`ddl_it`.`nowhere`");
    }

    private void execute(final String schema, final String sql, final boolean replaying) throws InterruptedException {
        ddl.execute(new Ddl(schema, sql, "", AT, false, List.of(), List.of(), LoggedSession.UNKNOWN, ""), replaying);
    }
}
