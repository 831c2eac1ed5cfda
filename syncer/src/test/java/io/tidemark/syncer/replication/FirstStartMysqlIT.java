// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.location.Location;
import io.tidemark.syncer.mysql.RealMysql;
import io.tidemark.syncer.mysql.TestHost;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A task's first start between servers of each make, by GTID and by position, and its next one. */
class FirstStartMysqlIT {
    private static RealMysql withGtids;
    private static RealMysql withoutGtids;
    private static TestHost mariaDb;

    @BeforeAll
    static void open() {
        withGtids = RealMysql.open("--gtid-mode=ON", "--enforce-gtid-consistency=ON");
        withoutGtids = RealMysql.open();
        mariaDb = TestHost.mariaDb();
    }

    @AfterAll
    static void close() {
        withGtids.close();
        withoutGtids.close();
        mariaDb.close();
    }

    static Stream<MixedPair> pairs() {
        return Stream.of(
                new MixedPair(withGtids, withoutGtids, "gtid_to_mysql"),
                new MixedPair(withGtids, mariaDb, "gtid_to_maria"),
                new MixedPair(withoutGtids, withGtids, "pos_to_mysql"),
                new MixedPair(withoutGtids, mariaDb, "pos_to_maria"),
                new MixedPair(mariaDb, withGtids, "maria_to_gtid"),
                new MixedPair(mariaDb, withoutGtids, "maria_to_pos"));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void replicatesFromWhereItIsToldAndGoesOn(final MixedPair pair) throws SQLException {
        pair.prepare(
                "DROP DATABASE IF EXISTS shop",
                "CREATE DATABASE shop",
                "CREATE TABLE shop.t (id INT AUTO_INCREMENT PRIMARY KEY, v VARCHAR(20), u INT UNIQUE)",
                "CREATE TABLE shop.keyless (a INT, b VARCHAR(20))");
        final Location start = pair.end();
        try (RunningReplication replication = pair.start(start)) {
            write(pair.up());
            pair.awaitCaughtUp(replication);
            replication.stop();
        }
        pair.assertSame("shop.t", "shop.keyless");
        try (RunningReplication replication = pair.start(start)) {
            write(pair.up());
            pair.awaitCaughtUp(replication);
            replication.stop();
        }
        pair.assertSame("shop.t", "shop.keyless");
        assertThat(pair.flushedGtids()).isEqualTo(pair.end().gtids().toString());
    }

    private static void write(final TestHost up) throws SQLException {
        up.execute(
                "BEGIN",
                "INSERT INTO shop.t (v, u) VALUES ('a', NULL), ('b', NULL), ('c', NULL)",
                "INSERT INTO shop.keyless VALUES (1, 'x'), (1, 'x'), (NULL, NULL)",
                "UPDATE shop.t SET v = CONCAT(v, '!'), u = id",
                "COMMIT",
                "DELETE FROM shop.keyless WHERE a = 1 LIMIT 1",
                "UPDATE shop.keyless SET b = 'y' WHERE a IS NULL",
                "DELETE FROM shop.t WHERE v LIKE 'b%'",
                "FLUSH BINARY LOGS",
                "INSERT INTO shop.t (v) VALUES ('d')");
    }
}
