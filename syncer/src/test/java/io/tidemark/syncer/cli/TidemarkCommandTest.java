// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.GtidSet;
import io.tidemark.core.location.Location;
import io.tidemark.pipeline.FlushMode;
import io.tidemark.syncer.demo.DemoOptions;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.replication.RunOptions;
import io.tidemark.syncer.replication.StatusFormat;
import io.tidemark.syncer.task.Delivery;
import io.tidemark.syncer.torture.TortureOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TidemarkCommandTest {
    @TempDir
    private Path directory;

    private final RecordingWork work = new RecordingWork();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String task;

    @BeforeEach
    void writeTaskFile() throws IOException {
        task = Files.writeString(directory.resolve("task.yaml"), """
                        name: orders
                        target-database: {host: down, port: 4000, user: writer, password: "${DOWN}"}
                        mysql-instances:
                          - source-id: shop-1
                            from: {host: up, port: 3306, user: reader}
                        """).toString();
    }

    private int execute(final String... arguments) {
        return execute(false, arguments);
    }

    private int execute(final boolean terminal, final String... arguments) {
        final Surroundings surroundings =
                new Surroundings(new PrintWriter(out), new PrintWriter(err), Map.of("DOWN", "s3cret"), terminal);
        return new TidemarkCommand(work, work, work, surroundings).execute(arguments);
    }

    @Test
    void runsATaskWithDefaults() {
        assertThat(execute("run", task)).isZero();

        assertThat(work.tasks).singleElement().satisfies(read -> {
            assertThat(read.name()).isEqualTo("orders");
            assertThat(read.target().password()).isEqualTo("s3cret");
        });
        assertThat(work.runs)
                .containsExactly(new RunOptions(
                        Optional.empty(), Optional.empty(), StatusFormat.TEXT, Duration.ofSeconds(5), false));
        assertThat(out.toString() + err).isEmpty();
    }

    @Test
    void runsATaskWithEveryOption() {
        final int code = execute(
                true,
                "run",
                "--start=bin.000003:1943",
                "--until",
                "0-1-100",
                "--status",
                "json",
                "--status-interval",
                "200ms",
                task);

        assertThat(code).isZero();
        assertThat(work.runs)
                .containsExactly(new RunOptions(
                        Optional.of(Location.at(new BinlogPosition("bin.000003", 1943))),
                        Optional.of(Location.at(BinlogPosition.MIN, GtidSet.parse("0-1-100"))),
                        StatusFormat.JSON,
                        Duration.ofMillis(200),
                        true));
    }

    @Test
    void runsTheDemoWithDefaults() {
        assertThat(execute("demo")).isZero();

        assertThat(work.demos)
                .containsExactly(new DemoOptions(100_000, 4, Duration.ofMillis(500), FlushMode.ASYNC, 1, false));
    }

    @Test
    void runsTheDemoWithEveryOption() {
        final int code = execute(
                true, "demo", "--rows=5000", "--workers=2", "--flush-interval=3", "--flush-mode=sync", "--seed=-7");

        assertThat(code).isZero();
        assertThat(work.demos)
                .containsExactly(new DemoOptions(5000, 2, Duration.ofSeconds(3), FlushMode.SYNC, -7, true));
    }

    @Test
    void endsWithTheDemosResult() {
        work.endsWith(1);

        assertThat(execute("demo")).isEqualTo(1);
    }

    @Test
    void runsACampaignWithDefaults() {
        assertThat(execute("torture")).isZero();

        assertThat(work.campaigns)
                .containsExactly(new TortureOptions(100, 1, 1, 100, false, Delivery.EXACTLY_ONCE, false));
    }

    @Test
    void runsACampaignWithEveryOptionAndEndsWithItsResult() {
        work.endsWith(1);

        assertThat(execute(
                        true,
                        "torture",
                        "--kills=7",
                        "--pairs=3",
                        "--seed=-3",
                        "--rate=20",
                        "--delivery=at-least-once"))
                .isEqualTo(1);
        assertThat(work.campaigns)
                .containsExactly(new TortureOptions(7, 3, -3, 20, false, Delivery.AT_LEAST_ONCE, true));
    }

    @Test
    void saysWhatAnOperatorHasToPutRightInOneLine() {
        work.failsWith(new OperatorException(
                "downstream down:4000: access denied;\n  check the password", new IOException("x")));

        assertThat(execute("run", task)).isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo(
                        "tidemark: downstream down:4000: access denied; check the password" + System.lineSeparator());
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void saysWhatIsWrongInTheTaskFileInOneLine() {
        final Path absent = directory.resolve("absent.yaml");

        assertThat(execute("run", absent.toString())).isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo("tidemark: " + absent + ": there is no such task file" + System.lineSeparator());
        assertThat(work.runs).isEmpty();
    }

    @Test
    void namesAnUnexpectedFailureAndHowToSeeMore() {
        work.failsWith(new IllegalStateException("out of order"));

        assertThat(execute("demo")).isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo("tidemark: java.lang.IllegalStateException: out of order"
                        + " (--stack-trace shows where it came from)" + System.lineSeparator());
    }

    @Test
    void treatsAnErrorOfTheMachineAlike() {
        work.failsWith(new NoClassDefFoundError("gone"));

        assertThat(execute("demo")).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("tidemark: java.lang.NoClassDefFoundError: gone (")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--stack-trace demo", "demo --stack-trace"})
    void showsTheStackTraceIfAskedTo(final String line) {
        work.failsWith(new OperatorException("stopped", new IOException("connection reset")));

        assertThat(execute(line.split(" "))).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("tidemark: stopped" + System.lineSeparator())
                .contains("\tat ", "Caused by: java.io.IOException: connection reset");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                         | A command is missing: run, check, status, pause, resume, skip-ddl, checkpoint, verify, demo, torture (see tidemark --help)",
                "rum                        | Unmatched argument at index 0: 'rum'; did you mean run? (see tidemark --help)",
                "run                        | Missing required parameter: '<task file>' (see tidemark run --help)",
                "run a b                    | Unmatched argument at index 2: 'b' (see tidemark run --help)",
                "run a --strat              | Unknown option: '--strat'; did you mean --start?",
                "run --start mysql-bin:4 a  | \"mysql-bin:4\" is neither a binlog position, such as mysql-bin.000003:1943,",
                "run --until= a             | \"\" is neither a binlog position",
                "run --status loud a        | expected one of [TEXT, JSON, NONE] (case-insensitive) but was 'loud'",
                "run --status-interval 0 a  | found \"0\", expected seconds, or a whole number with ms, s, m or h",
                "demo --rows 0              | Invalid value for option '--rows': 0 is not 1 or more (see tidemark demo --help)",
                "demo --rows x              | Invalid value for option '--rows': 'x' is not a long",
                "demo --workers 257         | Invalid value for option '--workers': 257 is not 1 to 256",
                "demo --flush-mode none     | Invalid value for option '--flush-mode': \"none\" is not sync or async",
                "demo --flush-interval 1d   | Invalid value for option '--flush-interval'",
                "torture --kills 2 --pairs 3 | Invalid value for option '--pairs': 3 is more than the 2 kills",
                "torture --kills 0          | Invalid value for option '--kills': 0 is not 1 or more",
                "torture --delivery twice   | \"twice\" is not exactly-once or at-least-once",
            })
    void saysWhichArgumentsItDoesNotUnderstand(final String line, final String message) {
        assertThat(execute(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);
        assertThat(err.toString()).startsWith("tidemark: ").contains(message).hasLineCount(1);
        assertThat(out.toString()).isEmpty();
        assertThat(work.runs).isEmpty();
        assertThat(work.demos).isEmpty();
    }

    @Test
    void readsNoArgumentsFromFiles() throws IOException {
        final Path arguments = Files.writeString(directory.resolve("arguments"), "demo");

        assertThat(execute("@" + arguments)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "--help,run",
        "--help,demo",
        "run --help,--until",
        "demo --help,--flush-interval",
        "demo --help,--stack-trace"
    })
    void explainsItself(final String line, final String part) {
        assertThat(execute(line.split(" "))).isZero();
        assertThat(out.toString()).startsWith("Usage: tidemark").contains(part, "Exit codes:");
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "run --version", "demo -V"})
    void tellsItsVersion(final String line) {
        assertThat(execute(line.split(" "))).isZero();
        assertThat(out.toString()).matches("tidemark \\d+\\.\\d+\\.\\d+\\S* \\(Java \\S+\\)\\R");
    }

    @ParameterizedTest
    @CsvSource({
        "--help, 'run check status pause resume skip-ddl checkpoint verify demo torture'",
        "checkpoint --help, 'show export import clear'"
    })
    void listsEachCommandInOneLineInTheOrderOfTheirUse(final String line, final String commands) {
        assertThat(execute(line.split(" "))).isZero();

        final List<String> listed = out.toString()
                .lines()
                .dropWhile(said -> !said.equals("Commands:"))
                .skip(1)
                .takeWhile(said -> said.startsWith(" "))
                .toList();
        assertThat(listed).map(said -> said.strip().replaceFirst(" .*", "")).containsExactly(commands.split(" "));
        assertThat(listed).allSatisfy(said -> assertThat(said).endsWith("."));
    }
}
