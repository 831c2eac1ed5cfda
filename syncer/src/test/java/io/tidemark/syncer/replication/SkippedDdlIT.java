// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.syncer.ddl.DdlRule;
import io.tidemark.syncer.downstream.Downstream;
import io.tidemark.syncer.downstream.RetryPolicy;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.progress.DdlRules;
import io.tidemark.syncer.task.DdlSettings;
import io.tidemark.syncer.task.Delivery;
import io.tidemark.syncer.task.Task;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A DDL that can't go through is left out or replaced by what its error says, and nothing else is lost by that. */
class SkippedDdlIT {
    private static final Pattern COMMAND = Pattern.compile("skip-ddl task\\.yaml --at (\\S+),");

    private static ServerPair pair;

    @BeforeAll
    static void startServers() {
        pair = ServerPair.open();
    }

    @AfterAll
    static void closeServers() {
        pair.close();
    }

    @BeforeEach
    void begin() throws SQLException {
        pair.reset();
    }

    @ParameterizedTest
    @EnumSource(Delivery.class)
    void leavesOutWhatNobodyUnderstands(final Delivery delivery) throws Exception {
        final Task task = task(delivery, List.of());
        final OperatorException failure;
        try (RunningReplication replication = pair.start(task)) {
            upstream(
                    "CREATE TABLE faults.p (id INT PRIMARY KEY) PARTITION BY HASH (id) PARTITIONS 2",
                    "CREATE OR REPLACE TABLE faults.p (id INT PRIMARY KEY) PARTITION BY RANGE (id) (PARTITION a VALUES LESS"
                            + " THAN (5), PARTITION b VALUES LESS THAN (9))",
                    "INSERT INTO faults.p VALUES (1), (7)",
                    "ALTER TABLE faults.p CONVERT PARTITION a TO TABLE faults.q");
            failure = (OperatorException) replication.failure();
        }
        assertThat(failure)
                .hasMessageContaining("can't understand the statement before mysql-bin.")
                .hasMessageContaining("ALTER TABLE faults.p CONVERT PARTITION");
        decide(task, Optional.empty(), failure);
        ServerPair.execute(pair.down(), "ALTER TABLE faults.p CONVERT PARTITION a TO TABLE faults.q");
        goesOn(task, "UPDATE faults.q SET id = 2", "INSERT INTO faults.p VALUES (8)");
        assertThat(rules(task).get(0).statement())
                .hasValueSatisfying(text -> assertThat(text).contains("CONVERT PARTITION"));
    }

    @ParameterizedTest
    @EnumSource(Delivery.class)
    void executesAnotherInPlaceOfWhatTheDownstreamRefuses(final Delivery delivery) throws Exception {
        final Task task = task(delivery, List.of());
        ServerPair.execute(pair.down(), "CREATE TABLE faults.taken (id INT)");
        final OperatorException failure;
        try (RunningReplication replication = pair.start(task)) {
            upstream("CREATE TABLE faults.taken (id INT PRIMARY KEY, n INT)", "INSERT INTO faults.taken VALUES (1, 2)");
            failure = (OperatorException) replication.failure();
        }
        assertThat(failure)
                .hasMessageContaining("refuses the DDL before mysql-bin.")
                .hasMessageContaining("error 1050")
                .hasMessageContaining("CREATE TABLE faults.taken (id INT PRIMARY KEY, n INT)");
        decide(task, Optional.of("CREATE OR REPLACE TABLE faults.taken (id INT PRIMARY KEY, n INT)"), failure);
        goesOn(task, "INSERT INTO faults.taken VALUES (3, 4)");
    }

    @Test
    void doesWhatTheTaskFileSays() throws Exception {
        ServerPair.execute(pair.down(), "CREATE TABLE faults.taken (id INT)");
        final Task task = task(Delivery.EXACTLY_ONCE, List.of());
        final OperatorException failure;
        try (RunningReplication replication = pair.start(task)) {
            upstream("CREATE TABLE faults.taken (id INT)");
            failure = (OperatorException) replication.failure();
        }
        final DdlRule rule = DdlRule.of(place(failure), Optional.empty());
        goesOn(
                new Task(
                        task.name(),
                        task.metaSchema(),
                        task.target(),
                        task.source(),
                        task.syncer(),
                        new DdlSettings("task.yaml", List.of(rule))),
                "INSERT INTO faults.taken VALUES (1)");
    }

    private static void goesOn(final Task task, final String... statements) throws Exception {
        try (RunningReplication replication = RunningReplication.start(task)) {
            upstream(statements);
            pair.write(2);
            pair.finish(replication);
        }
        assertThat(ServerPair.query(
                        pair.down(),
                        "SELECT exit_safe_binlog_name = binlog_name AND exit_safe_binlog_pos = binlog_pos"
                                + " FROM dm_meta.faults_syncer_checkpoint WHERE is_global"))
                .isEqualTo("1");
    }

    private static void upstream(final String... statements) throws SQLException {
        ServerPair.execute(pair.up(), statements);
    }

    private static Task task(final Delivery delivery, final List<DdlRule> rules) {
        final Task task = pair.task(pair.up().server(), pair.down().server(), delivery);
        return new Task(
                task.name(),
                task.metaSchema(),
                task.target(),
                task.source(),
                task.syncer(),
                new DdlSettings("task.yaml", rules));
    }

    private static void decide(final Task task, final Optional<String> replacement, final OperatorException failure)
            throws InterruptedException {
        store(task).put(DdlRule.of(place(failure), replacement));
    }

    private static List<DdlRules.Stored> rules(final Task task) throws InterruptedException {
        return store(task).list();
    }

    private static DdlRules store(final Task task) {
        return new DdlRules(
                new Downstream(task.target()),
                RetryPolicy.DEFAULT,
                task.metaSchema(),
                task.name(),
                task.source().id());
    }

    /** As an operator reads it. */
    private static String place(final OperatorException failure) {
        final Matcher command = COMMAND.matcher(failure.getMessage());
        assertThat(command.find()).as(failure.getMessage()).isTrue();
        return command.group(1);
    }
}
