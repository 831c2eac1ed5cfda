// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package example;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.GtidSet;
import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.schema.TableInfo;
import io.tidemark.core.store.CheckpointChange;
import io.tidemark.core.store.CheckpointStore;
import io.tidemark.core.store.CheckpointStoreException;
import io.tidemark.core.store.GlobalPoint;
import io.tidemark.core.store.LeaseHeldException;
import io.tidemark.core.store.TablePoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;

/**
 * A store of one's own: the checkpoint is a file of properties, replaced as a whole by each write. Its test is
 * {@code CheckpointStoreContract}, which comes with Tidemark.
 */
final class FileCheckpointStore implements CheckpointStore {
    private static final String GLOBAL = "global";
    private static final String SAFE_MODE_EXIT = "safe-mode-exit";
    private static final String POINT = "point/";
    private static final String STRUCTURE = "structure/";

    private final Path file;
    private FileChannel lock;
    private Properties points = new Properties();

    FileCheckpointStore(final Path file) {
        this.file = file;
    }

    /** The lock lets one process in at a time, and the system takes it back from a killed one. */
    @Override
    public void init() {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            lock = FileChannel.open(Path.of(file + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock.tryLock() == null) {
                throw new LeaseHeldException("another process works with " + file);
            }
            if (Files.exists(file)) {
                try (InputStream in = Files.newInputStream(file)) {
                    points.load(in);
                }
            }
        } catch (final OverlappingFileLockException e) {
            throw new LeaseHeldException("somebody else in this process works with " + file);
        } catch (final IOException e) {
            throw new CheckpointStoreException("cannot read " + file, e);
        }
    }

    @Override
    public Optional<GlobalPoint> load(final Consumer<? super TablePoint> tables) {
        for (final String key : points.stringPropertyNames()) {
            if (key.startsWith(POINT)) {
                final String[] names = key.substring(POINT.length()).split("\0", -1);
                final TableId table = TableId.of(names[0], names[1]);
                final Optional<TableInfo> structure = Optional.ofNullable(points.getProperty(STRUCTURE + name(table)))
                        .map(TableInfo::parse);
                tables.accept(new TablePoint(table, location(key).orElseThrow(), structure));
            }
        }
        return location(GLOBAL).map(global -> new GlobalPoint(global, location(SAFE_MODE_EXIT)));
    }

    @Override
    public void write(final CheckpointChange change) {
        if (!change.extra().isEmpty()) {
            throw new UnsupportedOperationException("a file executes no SQL");
        }
        final Properties changed = new Properties();
        changed.putAll(points);
        change.gone().forEach(table -> {
            changed.remove(POINT + name(table));
            changed.remove(STRUCTURE + name(table));
        });
        change.tables().forEach(point -> {
            put(changed, POINT + name(point.table()), Optional.of(point.location()));
            point.structure()
                    .ifPresent(info -> changed.compute(
                            STRUCTURE + name(point.table()), (key, old) -> info.isNone() ? null : info.json()));
        });
        change.global().ifPresent(global -> {
            put(changed, GLOBAL, Optional.of(global.location()));
            put(changed, SAFE_MODE_EXIT, global.safeModeExit());
        });
        replace(changed);
        points = changed;
    }

    @Override
    public void clear() {
        replace(new Properties());
        points = new Properties();
    }

    /** After a crash there is the old file or the new one, never half of one. */
    private void replace(final Properties changed) {
        final Path aside = Path.of(file + ".new");
        try (FileChannel channel = FileChannel.open(
                aside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            final OutputStream out = Channels.newOutputStream(channel);
            changed.store(out, null);
            out.flush();
            channel.force(true);
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel directory = FileChannel.open(file.toAbsolutePath().getParent())) {
                directory.force(true);
            }
        } catch (final IOException e) {
            throw new CheckpointStoreException("cannot write " + file, e);
        }
    }

    private static String name(final TableId table) {
        return table.schema() + '\0' + table.table();
    }

    private static void put(final Properties to, final String key, final Optional<Location> location) {
        to.compute(key, (same, old) -> location.map(
                        at -> at.position().file() + '\0' + at.position().offset() + '\0' + at.gtids())
                .orElse(null));
    }

    private Optional<Location> location(final String key) {
        return Optional.ofNullable(points.getProperty(key)).map(text -> {
            final String[] parts = text.split("\0", -1);
            return Location.at(new BinlogPosition(parts[0], Long.parseLong(parts[1])), GtidSet.parse(parts[2]));
        });
    }

    @Override
    public void close() {
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
