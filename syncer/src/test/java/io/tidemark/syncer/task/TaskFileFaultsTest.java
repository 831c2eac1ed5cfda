// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.task;

import static io.tidemark.syncer.task.TaskFileFixture.MINIMAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.syncer.failure.OperatorException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing in a task file is ignored: whatever is not understood is one line that says where, what, and what instead. */
class TaskFileFaultsTest {
    @TempDir
    private Path directory;

    private TaskFileFixture file;

    @BeforeEach
    void prepare() {
        file = new TaskFileFixture(directory);
    }

    @Test
    void namesAnAbsentFile() {
        final Path absent = directory.resolve("absent.yaml");

        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> TaskFile.read(absent, Map.of()))
                .withMessage(absent + ": there is no such task file");
    }

    @Test
    void namesADirectory() {
        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> TaskFile.read(directory, Map.of()))
                .withMessage(directory + ": the task file can't be read: it is a directory");
    }

    @Test
    void namesAFileThatIsNoText() throws IOException {
        final Path latin = directory.resolve("latin.yaml");
        Files.write(latin, "name: caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));

        assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(() -> TaskFile.read(latin, Map.of()))
                .withMessage(latin + ": is not UTF-8 text; a task file is YAML in UTF-8");
    }

    @Test
    void refusesWhatIsNotYaml() {
        file.refused("", "1:1: is empty; a task file begins with name: <task>");
        file.refused("# nothing\n", "1:1: is empty; a task file begins with name: <task>");
        file.refused(
                "orders",
                "1:1: found a text, expected the keys name, task-mode, meta-schema, target-database,"
                        + " mysql-instances, case-sensitive, block-allow-list, filters, routes, syncers, tidemark");
        file.refused("name: a: s3cret", "1:8: is not YAML: mapping values are not allowed here");
        file.refused("name: a\n\tpassword: s3cret\n").withMessageContaining(":2:1: is not YAML: ");
        file.refused("name: [a\npassword: s3cret\n").withMessageContaining(" is not YAML: ");
        file.refused("name: a\nb\u0000c: s3cret\n").withMessageContaining(" is not YAML: ");
        file.refused("[".repeat(5000)).withMessageContaining(" is not YAML: ");
    }

    @Test
    void keepsTheYamlParsersQuotationsOutOfStackTraces() {
        file.refused("password: s3cret: s3cret\n").withNoCause();
    }

    @Test
    void refusesWhatYamlWouldDropOrReplaceWithoutAWord() {
        file.refused(MINIMAL + "name: again\n", "6:1: name: is given twice, first in line 1");
        file.refused(MINIMAL + "---\nname: second\n").withMessageContaining("a second document begins here");
        file.refused(
                "name: &a orders\nmeta-schema: *a\n", "2:1: meta-schema: is an alias (*name); write the value itself");
        file.refused("name: !secret orders\n", "1:1: name: has a tag (!name); remove the tag");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mata-schema: a     | 6:1: mata-schema: is not a known key; did you mean meta-schema?",
                "task_mode: a       | 6:1: task_mode: is not a known key; did you mean task-mode?",
                "Syncers: {}        | 6:1: Syncers: is not a known key; did you mean syncers?",
                "route: {}          | 6:1: route: is not a known key; did you mean routes?",
                "syncers: {globl: } | 6:11: syncers.globl: is not a known key; did you mean global?",
                "syncers: {fast: }  | 6:11: syncers.fast: is not a known key; known here: global",
                "tidemark: {x: 1}   | 6:12: tidemark.x: is not a known key; known here: flush-mode, delivery, transactions, dump-metadata, http, ddl",
            })
    void namesTheNearestKnownKey(final String line, final String message) {
        file.refused(MINIMAL + line + "\n", message);
    }

    @Test
    void namesTheNearestKnownKeyOfAServerAndNotItsValue() {
        file.refused(
                MINIMAL.replace("password: s3cret-up", "pasword: s3cret-up"),
                "5:48: mysql-instances[0].from.pasword: is not a known key; did you mean password?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "expression-filter",
                "black-white-list",
                "mydumpers",
                "loaders",
                "shard-mode",
                "timezone",
                "experimental"
            })
    void saysWhichKeysOfDmAreNotSupportedYet(final String key) {
        file.refused(
                MINIMAL + key + ": {}\n",
                "6:1: " + key
                        + ": is a key of DM that Tidemark does not support yet; remove it if the task works without it");
    }

    @Test
    void compactsOnlyWhereStatementsTakeManyRows() {
        file.refused(MINIMAL + "syncers: {global: {compact: true, multiple-rows: false}}\n")
                .withMessageContaining(
                        "syncers.global.compact: found true, expected false where multiple-rows is false");
    }

    @Test
    void saysSoInEverySection() {
        file.refused(MINIMAL + "    expression-filters: [a]\n")
                .withMessageContaining("mysql-instances[0].expression-filters: is a key of DM");
        file.refused(MINIMAL + "syncers: {global: {queue-size: 1}}\n")
                .withMessageContaining("syncers.global.queue-size: is a key of DM");
        file.refused(MINIMAL.replace("host: down,", "host: down, session: {},"))
                .withMessageContaining("target-database.session: is a key of DM");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: orders | 1:1: name: is missing, expected a text",
                "host: down,  | 2:1: target-database.host: is missing, expected a text",
                "port: 4000,  | 2:1: target-database.port: is missing, expected a whole number from 1 to 65535",
                "user: writer,| 2:1: target-database.user: is missing, expected a text",
                "source-id: shop-1 | 5:5: mysql-instances[0].source-id: is missing, expected a text",
            })
    void namesMissingKeys(final String without, final String message) {
        file.refused(MINIMAL.replace(without, ""), message);
    }

    @Test
    void namesMissingServersAndSources() {
        file.refused("name: a", "1:1: target-database: is missing, expected host, port, user and password");
        file.refused(
                "name: a\ntarget-database: {host: h, port: 1, user: u}",
                "1:1: mysql-instances: is missing, expected a list");
        file.refused(
                "name: a\ntarget-database: {host: h, port: 1, user: u}\nmysql-instances:\n- source-id: s",
                "4:3: mysql-instances[0].from: is missing, expected host, port, user and password of the source"
                        + " (DM keeps them in a source file)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: orders | name: [a]    | 1:1: name: found a list, expected a text",
                "name: orders | name:        | 1:1: name: found nothing, expected a text",
                "name: orders | name: ' '    | 1:1: name: is empty, expected a text",
                "shop-1       | {a: b}       | 4:5: mysql-instances[0].source-id: found keys and values, expected a text",
                "user: writer | user:        | 2:43: target-database.user: found nothing, expected a text",
                "s3cret-down  | [s3cret]     | 2:57: target-database.password: found a list, expected a text",
                "s3cret-down  | ~            | 2:57: target-database.password: found nothing, expected a text",
            })
    void refusesValuesThatAreNoText(final String valid, final String wrong, final String message) {
        file.refused(MINIMAL.replace(valid, wrong), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0        | \"0\"",
                "65536    | \"65536\"",
                "-1       | \"-1\"",
                "0x1F     | \"0x1F\"",
                "007      | \"007\"",
                "1_000    | \"1_000\"",
                "33.06    | \"33.06\"",
                "true     | \"true\"",
                "many     | the text \"many\"",
                "'\"33\"' | the text \"33\"",
                "99999999999999999999999 | \"99999999999999999999999\"",
            })
    void refusesWhatIsNoWholeNumberInRange(final String wrong, final String found) {
        file.refused(
                MINIMAL.replace("4000", wrong),
                "2:31: target-database.port: found " + found + ", expected a whole number from 1 to 65535");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "worker-count: 0   | found \"0\", expected a whole number from 1 to 256",
                "worker-count: []  | found a list, expected a whole number from 1 to 256",
                "batch: 100001     | found \"100001\", expected a whole number from 1 to 100000",
                "safe-mode: 1      | found \"1\", expected true or false",
                "safe-mode: ja     | found the text \"ja\", expected true or false",
                "safe-mode: 'true' | found the text \"true\", expected true or false",
                "safe-mode:        | found nothing, expected true or false",
                "checkpoint-flush-interval: 0    | found \"0\", expected seconds, or a whole number with ms, s, m or h,"
                        + " from 1ms to 24h",
                "checkpoint-flush-interval: 0.5  | found \"0.5\", expected seconds, or a whole number with ms, s, m or h,"
                        + " from 1ms to 24h",
            })
    void refusesSettingsOutOfRange(final String setting, final String message) {
        final String key = setting.substring(0, setting.indexOf(':'));

        file.refused(
                MINIMAL + "syncers: {global: {" + setting + "}}\n", "6:20: syncers.global." + key + ": " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "task-mode: full          | 6:1: task-mode: found \"full\", expected incremental or all",
                "tidemark: {flush-mode: asink} | 6:12: tidemark.flush-mode: found the text \"asink\", expected async or sync",
                "tidemark: {flush-mode: 1}     | 6:12: tidemark.flush-mode: found \"1\", expected async or sync",
                "syncers: []              | 6:1: syncers: found a list, expected the keys global",
            })
    void refusesWhatIsNotAmongTheChoices(final String line, final String message) {
        file.refused(MINIMAL + line + "\n", message);
    }

    @Test
    void takesADumpOrAMetaAsTheTaskModeSays() {
        file.refused(MINIMAL + "task-mode: all\n")
                .withMessageContaining("tidemark.dump-metadata: is missing")
                .withMessageContaining("does not dump or load by itself");
        file.refused(MINIMAL + "tidemark: {dump-metadata: /m}\n")
                .withMessageContaining("tidemark.dump-metadata: is for task-mode all only");
        file.refused(MINIMAL + "    meta: {binlog-name: b.1}\ntask-mode: all\ntidemark: {dump-metadata: /m}\n")
                .withMessageContaining("mysql-instances[0].meta: is for task-mode incremental only");
    }

    @Test
    void refusesNamesThatTheCheckpointTableCannotHold() {
        file.refused(MINIMAL.replace("orders", "my.task"))
                .withMessageContaining("name: found \"my.task\", expected 1 to 46");
        file.refused(MINIMAL.replace("orders", "n".repeat(47))).withMessageContaining("expected 1 to 46 letters");
        file.refused(
                MINIMAL.replace("shop-1", "i".repeat(33)),
                "4:5: mysql-instances[0].source-id: has 33 characters, expected at most 32");
        file.refused(
                MINIMAL + "meta-schema: " + "m".repeat(65) + "\n",
                "6:1: meta-schema: has 65 characters, expected at most 64");
    }

    @Test
    void takesExactlyOneSource() {
        final String before = "name: a\ntarget-database: {host: h, port: 1, user: u}\nmysql-instances: ";

        file.refused(before + "[]")
                .withMessageContaining("3:1: mysql-instances: found 0 sources; a task has exactly one");
        file.refused(before + "[{}, {}]").withMessageContaining("3:1: mysql-instances: found 2 sources");
        file.refused(before + "{}", "3:1: mysql-instances: found keys and values, expected a list");
        file.refused(before + "[x]")
                .withMessageContaining("3:19: mysql-instances[0]: found a text, expected the keys source-id");
        file.refused(MINIMAL + "    server-id: 4294967296\n")
                .withMessageContaining("expected a whole number from 1 to 4294967295");
        file.refused(MINIMAL + "    syncer-config-name: fast\n")
                .withMessageContaining("found \"fast\", expected global");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                               | 6:5: mysql-instances[0].meta.binlog-name: is missing",
                "{binlog-pos: 5}                  | 6:5: mysql-instances[0].meta.binlog-name: is missing",
                "{binlog-pos: 5, binlog-gtid: 0-1-5} | 6:5: mysql-instances[0].meta.binlog-name: is missing",
                "{binlog-name: b.1, binlog-pos: 3}| 6:30: mysql-instances[0].meta.binlog-pos: found \"3\"",
                "{binlog-gtid: nonsense}          | 6:12: mysql-instances[0].meta.binlog-gtid: not a GTID set: \"nonsense\"",
            })
    void refusesAStartThatIsNone(final String meta, final String message) {
        file.refused(MINIMAL + "    meta: " + meta + "\n").withMessageContaining(message);
    }

    @Test
    void saysWhichEnvironmentVariableIsNotSet() {
        file.refused(
                MINIMAL.replace("s3cret-up", "\"${UP}\""),
                "5:48: mysql-instances[0].from.password: the environment variable UP is not set; set it before the start");
        file.environment("s3cret", "x")
                .refused(
                        MINIMAL.replace("s3cret-up", "\"${s3cret up}\""),
                        "5:48: mysql-instances[0].from.password: what stands in ${...} is neither the name of an environment"
                                + " variable nor file:<path>");
    }

    @Test
    void shortensLongValues() {
        file.refused(MINIMAL.replace("4000", "9".repeat(70)))
                .withMessageContaining("found \"" + "9".repeat(60) + "...\", expected");
    }

    @Test
    void keepsAFaultOnOneLineWhateverTheFileHolds() {
        final String yaml = MINIMAL + "\"a\\nb\\tc\\e[31m\": 1\n";

        file.refused(yaml)
                .satisfies(fault -> assertThat(fault.getMessage()).contains(": a b c [31m: is not a known key"));
    }
}
