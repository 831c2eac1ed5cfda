// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.task;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.GtidSet;
import io.tidemark.core.location.Location;
import io.tidemark.pipeline.FlushMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a task from a YAML file with DM's key names. {@code docs/task-file.md} lists the keys; the smallest file is
 *
 * <pre>
 * name: orders
 * target-database: {host: 10.0.0.2, port: 4000, user: tidemark, password: "${TARGET_PASSWORD}"}
 * mysql-instances:
 *   - source-id: shop-1
 *     from: {host: 10.0.0.1, port: 3306, user: replica, password: "${SOURCE_PASSWORD}"}
 * </pre>
 *
 * <p>Two keys are Tidemark's own: {@code from} of an instance, since DM keeps a source's connection in a file of its
 * own, and the section {@code tidemark}.
 */
public final class TaskFile {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1," + Task.MAX_NAME_LENGTH + "}");
    private static final String INCREMENTAL = "incremental";
    private static final String ALL = "all";
    private static final int MAX_SCHEMA_LENGTH = 64;
    private static final int MAX_PORT = 65_535;
    private static final int MAX_BATCH = 100_000;
    private static final long MAX_UNSIGNED_INT = 0xFFFF_FFFFL;

    private final Passwords passwords;
    private final Path file;

    private TaskFile(final Passwords passwords, final Path file) {
        this.passwords = passwords;
        this.file = file;
    }

    /**
     * Reads a task.
     *
     * @param file        the file.
     * @param environment where passwords of the form <code>${NAME}</code> are taken from.
     * @return the task, complete with defaults.
     * @throws io.tidemark.syncer.failure.OperatorException if the file is absent, is not YAML, or holds anything that
     *     is not understood or allowed. Nothing in a file is ignored. No message holds a password.
     */
    public static Task read(final Path file, final Map<String, String> environment) {
        return read(file, environment, PasswordPrompt.NONE);
    }

    /**
     * Reads a task, and asks for passwords that it does not hold.
     *
     * @param file        the file.
     * @param environment where passwords of the form <code>${NAME}</code> are taken from.
     * @param prompt      asks for the password of a server of which the file says nothing about a password.
     * @return the task, complete with defaults.
     * @throws io.tidemark.syncer.failure.OperatorException as the other method.
     */
    public static Task read(final Path file, final Map<String, String> environment, final PasswordPrompt prompt) {
        final YamlNode document = YamlReader.read(file);
        return new TaskFile(new Passwords(environment, prompt), file).task(new Section(document, Keys.TASK));
    }

    private Task task(final Section task) {
        final String name = task.text("name");
        if (!NAME.matcher(name).matches()) {
            throw task.fault(
                    "name",
                    "found \"" + name + "\", expected 1 to " + Task.MAX_NAME_LENGTH
                            + " letters, digits, '_' and '-': the checkpoint table is named after it");
        }
        final boolean dumped = oneOf(task, "task-mode", INCREMENTAL, ALL).equals(ALL);
        final String metaSchema = task.text("meta-schema", Task.DEFAULT_META_SCHEMA);
        limit(task, "meta-schema", metaSchema, MAX_SCHEMA_LENGTH);
        final Server target = server(task, "target-database", "");
        final List<YamlNode> instances = task.items("mysql-instances");
        if (instances.size() != 1) {
            throw task.fault(
                    "mysql-instances",
                    "found " + instances.size() + " sources; a task has exactly one for now: give each its own task");
        }
        final Section tidemark = task.section("tidemark", Keys.TIDEMARK);
        if (dumped != tidemark.has("dump-metadata")) {
            throw tidemark.fault(
                    "dump-metadata",
                    dumped
                            ? "is missing, expected the metadata file of the dump that was loaded: Tidemark does not dump or"
                                    + " load by itself, task-mode all begins where that dump ended"
                            : "is for task-mode all only");
        }
        final Optional<Path> dumpMetadata =
                tidemark.optionalText("dump-metadata").map(Path::of);
        final Section instance = new Section(instances.get(0), Keys.INSTANCE);
        final Source source = source(instance, dumpMetadata);
        return new Task(
                name,
                metaSchema,
                target,
                source,
                syncer(task),
                new DdlSettings(file.toString(), DdlRuleKeys.read(tidemark)),
                new TableRuleSections(task, instance).read(metaSchema));
    }

    private Server server(final Section parent, final String key, final String hint) {
        if (!parent.has(key)) {
            throw parent.fault(key, "is missing, expected host, port, user and password" + hint);
        }
        final Section server = parent.section(key, Keys.SERVER);
        return new Server(
                server.text("host"),
                (int) server.number("port", 1, MAX_PORT),
                server.text("user"),
                passwords.of(server),
                Security.of(server));
    }

    private Source source(final Section instance, final Optional<Path> dumpMetadata) {
        final String id = instance.text("source-id");
        limit(instance, "source-id", id, Source.MAX_ID_LENGTH);
        only(instance, "syncer-config-name", "global");
        if (dumpMetadata.isPresent() && instance.has("meta")) {
            throw instance.fault(
                    "meta", "is for task-mode incremental only; task-mode all begins where the dump ended");
        }
        final Server server = server(instance, "from", " of the source (DM keeps them in a source file)");
        return new Source(
                id,
                server,
                instance.optionalNumber("server-id", 1, MAX_UNSIGNED_INT),
                instance.has("meta") ? meta(instance.section("meta", Keys.META)) : Optional.empty(),
                dumpMetadata);
    }

    /** As in DM a meta without a name and without a GTID set says nothing, so it must be a slip. */
    private static Optional<Location> meta(final Section meta) {
        final Optional<String> name = meta.optionalText("binlog-name");
        final Optional<String> gtids = meta.optionalText("binlog-gtid");
        if (name.isEmpty() && (gtids.isEmpty() || meta.has("binlog-pos"))) {
            throw meta.fault("binlog-name", "is missing, expected a binlog file's name, or binlog-gtid alone");
        }
        final BinlogPosition position =
                name.map(file -> new BinlogPosition(file, offset(meta))).orElse(BinlogPosition.MIN);
        return Optional.of(
                gtids.map(text -> Location.at(position, gtids(meta, text))).orElseGet(() -> Location.at(position)));
    }

    private static long offset(final Section meta) {
        final long firstEvent = BinlogPosition.MIN.offset();
        return meta.number("binlog-pos", firstEvent, MAX_UNSIGNED_INT, firstEvent);
    }

    private static GtidSet gtids(final Section meta, final String text) {
        try {
            return GtidSet.parse(text);
        } catch (final IllegalArgumentException e) {
            throw meta.fault("binlog-gtid", e.getMessage());
        }
    }

    private static SyncerSettings syncer(final Section task) {
        final Section global = task.section("syncers", Keys.SYNCERS).section("global", Keys.SYNCER);
        final Section own = task.section("tidemark", Keys.TIDEMARK);
        if (global.flag("compact", false) && !global.flag("multiple-rows", true)) {
            throw global.fault("compact", "found true, expected false where multiple-rows is false");
        }
        return new SyncerSettings(
                        (int) global.number(
                                "worker-count",
                                1,
                                SyncerSettings.MAX_WORKER_COUNT,
                                SyncerSettings.DEFAULT_WORKER_COUNT),
                        (int) global.number("batch", 1, MAX_BATCH, SyncerSettings.DEFAULT_BATCH),
                        interval(global, "checkpoint-flush-interval"),
                        global.flag("safe-mode", false),
                        global.flag("multiple-rows", true),
                        own.choice("flush-mode", List.of(FlushMode.ASYNC, FlushMode.SYNC)),
                        own.choice("delivery", List.of(Delivery.EXACTLY_ONCE, Delivery.AT_LEAST_ONCE)))
                .withCompact(global.flag("compact", false))
                .withTransactions(own.choice("transactions", List.of(Transactions.ROWS, Transactions.WHOLE)));
    }

    private static Duration interval(final Section section, final String key) {
        if (!section.has(key)) {
            return SyncerSettings.DEFAULT_CHECKPOINT_FLUSH_INTERVAL;
        }
        try {
            return Interval.parse(section.text(key));
        } catch (final IllegalArgumentException e) {
            throw section.fault(key, e.getMessage());
        }
    }

    private static void only(final Section section, final String key, final String allowed) {
        final String found = section.text(key, allowed);
        if (!found.equals(allowed)) {
            throw section.fault(key, "found \"" + found + "\", expected " + allowed + ", all that is supported yet");
        }
    }

    private static String oneOf(final Section section, final String key, final String first, final String second) {
        final String found = section.text(key, first);
        if (!found.equals(first) && !found.equals(second)) {
            throw section.fault(key, "found \"" + found + "\", expected " + first + " or " + second);
        }
        return found;
    }

    private static void limit(final Section section, final String key, final String text, final int longest) {
        final int length = text.codePointCount(0, text.length());
        if (length > longest) {
            throw section.fault(key, "has " + length + " characters, expected at most " + longest);
        }
    }
}
