// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.failure.OperatorException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a foreign key changes in another table is in no binlog. */
class CascadeIT {
    private static final TableId PARENT = TableId.of("cascades", "parent");

    private static void create(final String rule) throws SQLException {
        try (Connection connection = TestServer.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS cascades; CREATE DATABASE cascades; USE cascades;"
                    + " CREATE TABLE parent (id INT PRIMARY KEY);"
                    + " CREATE TABLE child (id INT PRIMARY KEY, p INT,"
                    + " CONSTRAINT of_parent FOREIGN KEY (p) REFERENCES parent (id) " + rule + ")");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ON DELETE CASCADE", "ON DELETE SET NULL", "ON UPDATE CASCADE"})
    void tableThatAForeignKeyCascadesFromIsRefused(final String rule) throws SQLException {
        create(rule);
        try (TableStructureReader reader = new TableStructureReader(new Downstream(TestServer.server()))) {
            assertThatThrownBy(() -> reader.apply(PARENT))
                    .isInstanceOf(OperatorException.class)
                    .hasMessageContaining("`of_parent` of `cascades`.`child` cascades from `cascades`.`parent`");
            assertThat(reader.apply(TableId.of("cascades", "child")).columns()).hasSize(2);
        }
    }

    @Test
    void foreignKeyThatADdlMakesIsSeen() throws SQLException {
        create("ON DELETE RESTRICT");
        try (TableStructureReader reader = new TableStructureReader(new Downstream(TestServer.server()))) {
            assertThat(reader.apply(PARENT).columns()).hasSize(1);
            create("ON DELETE CASCADE");
            reader.forget();
            assertThatThrownBy(() -> reader.apply(PARENT)).hasMessageContaining("cascades from");
        }
    }

    @Test
    void foreignKeyThatRestrictsIsNoObstacle() throws SQLException {
        create("ON DELETE RESTRICT");
        try (TableStructureReader reader = new TableStructureReader(new Downstream(TestServer.server()))) {
            assertThat(reader.apply(PARENT).columns()).hasSize(1);
        }
    }
}
