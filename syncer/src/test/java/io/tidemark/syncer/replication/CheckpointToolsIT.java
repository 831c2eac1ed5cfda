// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import static io.tidemark.syncer.replication.ServerPair.execute;
import static io.tidemark.syncer.replication.ServerPair.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.core.store.StoredCheckpoint;
import io.tidemark.syncer.checkpoint.CheckpointFile;
import io.tidemark.syncer.checkpoint.CheckpointJson;
import io.tidemark.syncer.checkpoint.CheckpointState;
import io.tidemark.syncer.checkpoint.CheckpointText;
import io.tidemark.syncer.checkpoint.TaskCheckpoint;
import io.tidemark.syncer.ddl.DdlRule;
import io.tidemark.syncer.downstream.Downstream;
import io.tidemark.syncer.downstream.RetryPolicy;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.progress.DdlRules;
import io.tidemark.syncer.task.Delivery;
import io.tidemark.syncer.task.Task;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A checkpoint looked at, copied, put back and removed, and what the next run makes of it. */
class CheckpointToolsIT {
    private static final String OWN = "SELECT (SELECT COUNT(*) FROM dm_meta.faults_syncer_progress)"
            + " + (SELECT COUNT(*) FROM dm_meta.faults_syncer_flushed)"
            + " + (SELECT COUNT(*) FROM dm_meta.faults_syncer_ddl)";

    private static ServerPair servers;

    private Task task;
    private TaskCheckpoint checkpoint;

    @BeforeAll
    static void open() {
        servers = ServerPair.open();
    }

    @AfterAll
    static void close() {
        servers.close();
    }

    @BeforeEach
    void reset() throws SQLException {
        servers.reset();
        task = servers.task(servers.up().server(), servers.down().server(), Delivery.EXACTLY_ONCE);
        checkpoint = new TaskCheckpoint(task);
    }

    private String exported() {
        return CheckpointFile.write(task, checkpoint.state().stored());
    }

    private StoredCheckpoint copy(final String text) {
        return CheckpointFile.read("copy.json", text, task);
    }

    private void runAndStop() throws SQLException {
        servers.finish(servers.start(task));
    }

    private String shown() {
        final StringWriter text = new StringWriter();
        CheckpointText.print(task, checkpoint.state(), new PrintWriter(text));
        return text.toString();
    }

    @Test
    void showsWhereTheNextRunBeginsAndWhoWorks() throws SQLException {
        assertThat(shown()).contains("global point     none", "process          none");
        assertThat(query(
                        servers.down(), "SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME='dm_meta'"))
                .as("nothing is created by looking")
                .isEqualTo("0");

        try (RunningReplication running = servers.start(task)) {
            servers.awaitCaughtUp(running);
            assertThat(shown())
                    .contains("process          process "
                            + ProcessHandle.current().pid());
        }

        assertThat(shown())
                .contains(
                        "`dm_meta`.`faults_syncer_checkpoint`",
                        servers.flushed().toString())
                .contains("(ended cleanly", "as Tidemark left it", "none left behind", "process          none")
                .contains("`faults`.`keyed`", "3 columns");
        final CheckpointState state = checkpoint.state();
        assertThat(CheckpointJson.of(task, state))
                .contains("\"position\":\"" + servers.flushed() + "\"")
                .contains("\"process\":null", "\"unfinishedRuns\":0", "\"movedByOthers\":false", "\"columns\":3");
    }

    @Test
    void givesThePointsBackAfterAClear() throws SQLException {
        runAndStop();
        final StoredCheckpoint before = checkpoint.state().stored();
        final String text = exported();

        assertThat(checkpoint.clear().stored().tables()).isNotEmpty();
        assertThat(query(servers.down(), "SELECT COUNT(*) FROM dm_meta.faults_syncer_checkpoint"))
                .isEqualTo("0");
        assertThat(query(servers.down(), OWN)).isEqualTo("0");
        assertThat(checkpoint.clear().hasNothing()).isTrue();

        assertThat(checkpoint.put(copy(text), false)).isFalse();
        final StoredCheckpoint after = checkpoint.state().stored();
        assertThat(after.tables()).containsExactlyInAnyOrderElementsOf(before.tables());
        assertThat(after.global().orElseThrow().location())
                .isEqualTo(before.global().orElseThrow().location());
        assertThat(after.global().orElseThrow().safeModeExit())
                .as("a clear leaves no trace of rows that are beyond it")
                .isEmpty();

        runAndStop();
    }

    @Test
    void clearsWhatWasDecidedAboutDdl() throws SQLException, InterruptedException {
        final DdlRules rules =
                new DdlRules(new Downstream(task.target()), RetryPolicy.DEFAULT, task.metaSchema(), task.name(), "s");
        rules.put(DdlRule.of("0-1-900", Optional.empty()));
        assertThat(checkpoint.state().isEmpty()).as("no run has left it").isTrue();
        assertThat(shown()).contains("decided DDL      1");

        assertThat(checkpoint.clear().hasNothing()).isFalse();

        assertThat(rules.list()).isEmpty();
        assertThat(checkpoint.state().hasNothing()).isTrue();
    }

    @Test
    void repeatsNothingWrongAfterAClearAndAnOldCopy() throws SQLException {
        runAndStop();
        final String old = exported();
        changeRowsWithKeys();
        runToTheEnd();

        checkpoint.clear();
        checkpoint.put(copy(old), false);

        runToTheEnd();
        servers.assertEqual();
    }

    private static void changeRowsWithKeys() throws SQLException {
        // rows with keys only: no safe mode can tell others apart
        execute(
                servers.up(),
                "INSERT INTO faults.keyed VALUES (5001, 0, 'a'), (5002, 0, 'b')",
                "UPDATE faults.keyed SET n = n + 10 WHERE id IN (1, 5001)",
                "DELETE FROM faults.keyed WHERE id = 5002");
    }

    private void runToTheEnd() throws SQLException {
        try (RunningReplication running = RunningReplication.start(task)) {
            servers.awaitCaughtUp(running);
        }
    }

    @Test
    void repeatsNothingWrongAfterAnOldCopyIsPutBack() throws SQLException {
        runAndStop();
        final String old = exported();
        changeRowsWithKeys();
        runToTheEnd();

        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> checkpoint.put(copy(old), false))
                .withMessageContainingAll("holds a checkpoint of source 's' already", "add --replace");
        assertThat(checkpoint.put(copy(old), true)).isTrue();
        assertThat(checkpoint.state().stored().global().orElseThrow().safeModeExit())
                .as("what the copy says of rows beyond it is not true any more")
                .isEmpty();
        assertThat(checkpoint.state().movedByOthers()).isTrue();

        try (RunningReplication running = RunningReplication.start(task)) {
            servers.awaitCaughtUp(running);
        }
        servers.assertEqual();
    }

    @Test
    void forgetsWhatABrokenOffRunKnewSinceTheDataMayBeOlderToo() throws SQLException, InterruptedException {
        runAndStop();
        final String text = exported();
        try (BrokenOffRun run = new BrokenOffRun(task)) {
            assertThat(run.start().location()).isNotNull();
        }
        assertThat(checkpoint.state().records().runs()).isEqualTo(1);

        checkpoint.put(copy(text), true);

        assertThat(checkpoint.state().records().runs()).isZero();
        try (RunningReplication running = RunningReplication.start(task)) {
            servers.awaitCaughtUp(running);
        }
        servers.assertEqual();
    }

    @Test
    void leavesTheCheckpointOfAWorkingProcessAlone() throws SQLException {
        try (RunningReplication running = servers.start(task)) {
            servers.awaitCaughtUp(running);
            final String text = exported();
            assertThatExceptionOfType(OperatorException.class)
                    .isThrownBy(() -> checkpoint.put(copy(text), true))
                    .withMessageContainingAll("is worked on by process", "stop it first");
            assertThatExceptionOfType(OperatorException.class)
                    .isThrownBy(checkpoint::clear)
                    .withMessageContaining("already worked on by process");
            running.requireRunning();
        }
    }

    @Test
    void refusesACopyOfSomethingElse() throws SQLException {
        runAndStop();
        final String text = exported();

        refused(text.replace("\"source-id\" : \"s\"", "\"source-id\" : \"t\""), "it is of source-id 't'");
        refused(text.replace("\"task\" : \"faults\"", "\"task\" : \"other\""), "it is of task 'other'");
        refused("{}", "it is no file of `checkpoint export`");
        refused("{", "is not JSON");
        refused(text.replace("global-point", "point"), "it has no global-point");
        refused(text.replace("\"tables\"", "\"table\""), "it has no list of tables");
        refused(
                text.replaceFirst("\"binlog-pos\" : \\d+", "\"binlog-pos\" : 1.5"),
                "binlog-pos is missing or no whole");
        refused(text.replaceFirst("\"binlog-gtid\" : \"[^\"]*\"", "\"binlog-gtid\" : \"x\""), "x");
    }

    private void refused(final String text, final String why) {
        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> copy(text))
                .withMessageStartingWith("copy.json: ")
                .withMessageContaining(why);
    }
}
