// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.row.ReferenceKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Foreign keys as a server tells them, on the child's side and on the parent's. */
class ForeignKeyIT {
    private static final TableId PARENT = TableId.of("references_it", "parent");
    private static final TableId CHILD = TableId.of("references_it", "child");
    private static final TableId TREE = TableId.of("references_it", "tree");

    @BeforeAll
    static void createTables() throws SQLException {
        try (Connection connection = TestServer.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS references_it; CREATE DATABASE references_it; USE references_it;"
                    + " CREATE TABLE parent (id INT PRIMARY KEY, a INT, b INT, c INT, UNIQUE KEY ab (a, b), KEY k (c));"
                    + " CREATE TABLE child (id INT PRIMARY KEY, y INT, x INT, p INT, q INT, z INT,"
                    + " CONSTRAINT f1 FOREIGN KEY (p) REFERENCES parent (id),"
                    + " CONSTRAINT f2 FOREIGN KEY (q) REFERENCES parent (id),"
                    + " CONSTRAINT f3 FOREIGN KEY (x, y) REFERENCES parent (a, b),"
                    + " CONSTRAINT f4 FOREIGN KEY (z) REFERENCES parent (c));"
                    + " CREATE TABLE tree (id INT PRIMARY KEY, up INT,"
                    + " CONSTRAINT up FOREIGN KEY (up) REFERENCES tree (id))");
        }
    }

    private static List<ReferenceKey> references(final TableId table, final boolean matter) {
        try (TableStructureReader reader = new TableStructureReader(new Downstream(TestServer.server()), matter)) {
            return reader.apply(table).references();
        }
    }

    @Test
    void childReferencesItsParentWithEachForeignKey() {
        assertThat(references(CHILD, true))
                .containsExactly(
                        new ReferenceKey(PARENT, List.of("id"), List.of(3)),
                        new ReferenceKey(PARENT, List.of("id"), List.of(4)),
                        new ReferenceKey(PARENT, List.of("a", "b"), List.of(2, 1)),
                        new ReferenceKey(PARENT, List.of("c"), List.of(5)));
    }

    @Test
    void parentKnowsOnceWhatIsReferencedOfIt() {
        assertThat(references(PARENT, true))
                .containsExactlyInAnyOrder(
                        new ReferenceKey(PARENT, List.of("id"), List.of(0)),
                        new ReferenceKey(PARENT, List.of("a", "b"), List.of(1, 2)),
                        new ReferenceKey(PARENT, List.of("c"), List.of(3)));
    }

    @Test
    void tableThatReferencesItselfIsBoth() {
        assertThat(references(TREE, true))
                .containsExactlyInAnyOrder(
                        new ReferenceKey(TREE, List.of("id"), List.of(1)),
                        new ReferenceKey(TREE, List.of("id"), List.of(0)));
    }

    @Test
    void foreignKeysThatNobodyChecksAreNotRead() {
        assertThat(references(CHILD, false)).isEmpty();
    }
}
