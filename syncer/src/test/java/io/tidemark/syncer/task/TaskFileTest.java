// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.task;

import static io.tidemark.syncer.task.TaskFileFixture.MINIMAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.GtidSet;
import io.tidemark.core.location.Location;
import io.tidemark.pipeline.FlushMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskFileTest {
    @TempDir
    private Path directory;

    private TaskFileFixture file;

    @BeforeEach
    void prepare() {
        file = new TaskFileFixture(directory);
    }

    @Test
    void completesTheSmallestFileWithDefaults() {
        assertThat(file.read(MINIMAL))
                .usingRecursiveComparison()
                .ignoringFields("ddl.taskFile")
                .isEqualTo(new Task(
                        "orders",
                        "dm_meta",
                        new Server("down", 4000, "writer", "s3cret-down"),
                        new Source(
                                "shop-1",
                                new Server("up", 3306, "reader", "s3cret-up"),
                                OptionalLong.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        new SyncerSettings(
                                8, 100, Duration.ofSeconds(30), false, true, FlushMode.ASYNC, Delivery.EXACTLY_ONCE)));
    }

    @Test
    void readsEveryKeyOfTheDocumentedExample() throws IOException {
        final String page = Files.readString(Path.of("..", "docs", "task-file.md"));
        final int begin = page.indexOf("```yaml") + "```yaml".length();
        final String example = page.substring(begin, page.indexOf("```", begin));

        final Task task = file.environment("TARGET_PASSWORD", "t")
                .environment("SOURCE_PASSWORD", "s")
                .read(example);

        assertThat(task)
                .usingRecursiveComparison()
                .ignoringFields("ddl.taskFile")
                .isEqualTo(new Task(
                        "orders",
                        "dm_meta",
                        new Server("10.0.0.2", 4000, "tidemark", "t"),
                        new Source(
                                "shop-1",
                                new Server("10.0.0.1", 3306, "replica", "s"),
                                OptionalLong.of(4711),
                                Optional.of(Location.at(new BinlogPosition("mysql-bin.000003", 1943))),
                                Optional.empty()),
                        new SyncerSettings(
                                8, 100, Duration.ofSeconds(30), false, true, FlushMode.ASYNC, Delivery.EXACTLY_ONCE)));
    }

    @Test
    void beginsWithADumpThatWasLoaded() {
        final Task task = file.read(MINIMAL + """
                task-mode: all
                tidemark:
                  dump-metadata: /dumps/orders/metadata
                """);

        assertThat(task.source().dumpMetadata()).contains(Path.of("/dumps/orders/metadata"));
    }

    @Test
    void takesEverySettingOverItsDefault() {
        final Task task = file.read(MINIMAL + """
                task-mode: incremental
                meta-schema: elsewhere
                syncers:
                  global: {worker-count: 3, batch: 7, checkpoint-flush-interval: 500ms, safe-mode: true, multiple-rows: false}
                tidemark: {flush-mode: sync, delivery: at-least-once}
                """);

        assertThat(task.metaSchema()).isEqualTo("elsewhere");
        assertThat(task.syncer())
                .isEqualTo(new SyncerSettings(
                        3, 7, Duration.ofMillis(500), true, false, FlushMode.SYNC, Delivery.AT_LEAST_ONCE));
    }

    @Test
    void compactsIfAskedTo() {
        assertThat(file.read(MINIMAL + "syncers: {global: {compact: true}}\n")
                        .syncer()
                        .compact())
                .isTrue();
        assertThat(file.read(MINIMAL).syncer().compact()).isFalse();
    }

    @Test
    void keepsTransactionsWholeIfAskedTo() {
        assertThat(file.read(MINIMAL + "tidemark: {transactions: whole}\n").syncer())
                .isEqualTo(file.read(MINIMAL).syncer().withTransactions(Transactions.WHOLE));
        assertThat(file.read(MINIMAL).syncer().transactions()).isEqualTo(Transactions.ROWS);
    }

    @Test
    void takesSectionsWithoutContentAsEmpty() {
        assertThat(file.read(MINIMAL + "syncers:\n  global:\ntidemark:\n")).isEqualTo(file.read(MINIMAL));
    }

    @ParameterizedTest
    @CsvSource({"true,true", "True,true", "yes,true", "on,true", "false,false", "FALSE,false", "no,false", "off,false"})
    void takesEverySwitchOfYaml(final String written, final boolean on) {
        final Task task = file.read(MINIMAL + "syncers: {global: {safe-mode: " + written + "}}\n");

        assertThat(task.syncer().safeMode()).isEqualTo(on);
    }

    @Test
    void beginsAtTheBinlogFilesFirstEventIfMetaHasNoPosition() {
        assertThat(meta("{binlog-name: bin.000003}")).contains(Location.at(new BinlogPosition("bin.000003", 4)));
    }

    @Test
    void beginsAtGtidsAlone() {
        assertThat(meta("{binlog-name: \"\", binlog-gtid: 0-1-100}"))
                .contains(Location.at(BinlogPosition.MIN, GtidSet.parse("0-1-100")));
    }

    @Test
    void beginsAtPositionAndGtidsTogether() {
        assertThat(meta("{binlog-name: bin.000003, binlog-pos: 1943, binlog-gtid: 0-1-100}"))
                .contains(Location.at(new BinlogPosition("bin.000003", 1943), GtidSet.parse("0-1-100")));
    }

    private Optional<Location> meta(final String meta) {
        return file.read(MINIMAL + "    meta: " + meta + "\n").source().meta();
    }

    @Test
    void takesPasswordsFromTheEnvironment() {
        file.environment("DOWN", "from the environment");

        final Task task = file.read(MINIMAL.replace("s3cret-down", "\"${DOWN}\""));

        assertThat(task.target().password()).isEqualTo("from the environment");
        assertThat(task.source().server().password()).isEqualTo("s3cret-up");
    }

    @Test
    void takesPasswordsAsTheyAreWritten() {
        assertThat(password("0042")).isEqualTo("0042");
        assertThat(password("1_000.50")).isEqualTo("1_000.50");
        assertThat(password("yes")).isEqualTo("yes");
        assertThat(password("\"a${DOWN}\"")).isEqualTo("a${DOWN}");
        assertThat(password("\"\"")).isEmpty();
    }

    @Test
    void needsNoPassword() {
        assertThat(file.read(MINIMAL.replace(", password: s3cret-down", ""))
                        .target()
                        .password())
                .isEmpty();
    }

    private String password(final String written) {
        return file.read(MINIMAL.replace("s3cret-down", written)).target().password();
    }

    @Test
    void neverPrintsAPassword() {
        assertThat(file.read(MINIMAL).toString()).contains("reader@up:3306").doesNotContain("s3cret");
    }

    @Test
    void readsTheLongestNames() {
        final String name = "n".repeat(46);
        final String id = "i".repeat(32);

        final Task task = file.read(MINIMAL.replace("orders", name).replace("shop-1", id));

        assertThat(task.name() + "_syncer_checkpoint").hasSize(64);
        assertThat(task.source().id()).isEqualTo(id);
    }
}
