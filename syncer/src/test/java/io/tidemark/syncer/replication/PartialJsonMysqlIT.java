// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.location.Location;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.mysql.RealMysql;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents of which MySQL logs the changed parts only reach another MySQL whole. */
class PartialJsonMysqlIT {
    private static final String TABLE =
            "CREATE TABLE p.t (id INT PRIMARY KEY, j JSON, v VARCHAR(2000), k JSON, n INT, l JSON)";

    private static RealMysql up;
    private static RealMysql down;
    private static MixedPair pair;

    @BeforeAll
    static void open() {
        up = RealMysql.open("--gtid-mode=ON", "--enforce-gtid-consistency=ON");
        down = RealMysql.open();
        pair = new MixedPair(up, down, "partial_json");
    }

    @AfterAll
    static void close() {
        up.close();
        down.close();
    }

    @BeforeEach
    void fresh() throws SQLException {
        pair.prepare(
                "DROP DATABASE IF EXISTS p",
                "CREATE DATABASE p",
                TABLE,
                "CREATE TABLE p.s (id INT PRIMARY KEY, j JSON, k JSON)");
        down.execute("DROP DATABASE IF EXISTS dm_meta");
        up.execute("SET GLOBAL binlog_row_value_options = PARTIAL_JSON");
    }

    @ParameterizedTest
    @CsvSource({"OFF, FULL", "ON, FULL", "OFF, MINIMAL"})
    void documentsChangedInPlacesAreTheSame(final String compression, final String metadata) throws SQLException {
        up.execute(
                "SET GLOBAL binlog_transaction_compression = " + compression,
                "SET GLOBAL binlog_row_metadata = " + metadata);
        final Location start = pair.end();
        try (RunningReplication replication = pair.start(start)) {
            up.execute(
                    "INSERT INTO p.s VALUES (1, '{\"a\": [1, 2, 3], \"pad\": \"0123456789012345678901234567890123456789\"}',"
                            + " '[\"01234567890123456789012345678901234567890123456789\", 1]')",
                    "UPDATE p.s SET j = JSON_SET(JSON_REMOVE(j, '$.a[0]'), '$.\"b c\"', TRUE), k = JSON_SET(k, '$[last]',"
                            + " 18446744073709551615)",
                    "INSERT INTO p.t (id, j, v, k, n, l) VALUES (1, JSON_OBJECT('pad', REPEAT('x', 1000), 'a', 1, 'list',"
                            + " JSON_ARRAY(1, 2, 3, JSON_OBJECT('deep', JSON_ARRAY('u', 'v'))), 'b c', '\"\\\\ä😀\\n',"
                            + " 'big', 18446744073709551615, 'real', 0.1e0, 'tenth', 1.50, 'at', CAST('2024-02-29"
                            + " 01:02:03.5' AS DATETIME(6))), 'v', JSON_OBJECT('pad', REPEAT('y', 500), 'x', 1), 1,"
                            + " JSON_ARRAY(REPEAT('z', 300), 1, 2, 3))",
                    "INSERT INTO p.t SELECT id + 1, j, v, k, n, l FROM p.t",
                    "INSERT INTO p.t SELECT id + 2, j, v, NULL, n, l FROM p.t",
                    "INSERT INTO p.t SELECT id + 4, NULL, v, k, n, l FROM p.t",
                    "UPDATE p.t SET j = JSON_SET(j, '$.a', 2)",
                    "UPDATE p.t SET j = JSON_SET(j, '$.new', JSON_OBJECT('k', JSON_ARRAY(), 'm', 1.5e0)), n = n + 1",
                    "UPDATE p.t SET j = JSON_SET(j, '$.\"b c\"', 'short', '$.list[3].deep[1]', NULL)",
                    "UPDATE p.t SET j = JSON_SET(j, '$.list[100]', 'end', '$.list[last]', 'last', '$.a[3]', 'wrapped')",
                    "UPDATE p.t SET j = JSON_SET(j, '$.list[0]', 18446744073709551615, '$.\"q\\\\\"uote\"', TRUE)",
                    "UPDATE p.t SET j = JSON_SET(j, '$.\"q\\\\\"uote\"', FALSE, '$.ä', 1, '$.ä', -1)",
                    "UPDATE p.t SET j = JSON_REPLACE(j, '$.big', -9223372036854775808, '$.none', 1, '$.real', 1e300)",
                    "UPDATE p.t SET j = JSON_REMOVE(j, '$.list[1]', '$.list[0]'), k = JSON_SET(k, '$.x', REPEAT('w', 400))",
                    "UPDATE p.t SET j = JSON_REMOVE(JSON_SET(JSON_REPLACE(j, '$.a', 7), '$.z', 8), '$.at', '$.list[last]')",
                    "UPDATE p.t SET l = JSON_SET(l, '$[1]', 9, '$[last]', '\"'), k = JSON_REMOVE(k, '$.x')",
                    "UPDATE p.t SET l = JSON_REMOVE(l, '$[0]'), v = 'w' WHERE id > 2",
                    "UPDATE p.t SET l = JSON_SET(l, '$[1]', l->'$[1]'), n = 7",
                    "UPDATE p.t SET j = JSON_ARRAY_INSERT(j, '$.list[0]', 5), k = NULL WHERE id = 1",
                    "UPDATE p.t SET j = JSON_SET(j, '$.pad', REPEAT('q', 70000))",
                    "UPDATE p.t SET j = JSON_SET(j, '$.a', 'in a large document', '$.list', JSON_ARRAY(l))",
                    "UPDATE p.t SET j = JSON_SET(j, '$.pad', '', '$.more', REPEAT('r', 40000))",
                    "UPDATE p.t SET j = JSON_SET(j, '$', JSON_ARRAY(j, 1)) WHERE id = 2",
                    "DELETE FROM p.t WHERE id = 3");
            pair.awaitCaughtUp(replication);
            replication.stop();
        }
        pair.assertSame("p.t", "p.s");
    }

    @Test
    void documentsOfWhichNothingIsKnownBeforeAreRefused() throws SQLException {
        try (RunningReplication replication = pair.start(pair.end())) {
            up.execute(
                    "SET SESSION binlog_row_image = MINIMAL",
                    "INSERT INTO p.t VALUES (1, JSON_OBJECT('a', REPEAT('x', 1000), 'b', 1), '', NULL, 1, NULL)",
                    "UPDATE p.t SET j = JSON_SET(j, '$.b', 2)");
            assertThat(replication.failure())
                    .isInstanceOf(OperatorException.class)
                    .hasMessageContaining("binlog_row_image=FULL");
        }
    }
}
