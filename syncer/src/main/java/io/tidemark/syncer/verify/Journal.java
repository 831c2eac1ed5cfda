// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.failure.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * How far a verification is, kept in a file if there is one, so that another process can go on. The file is replaced as a
 * whole, at most once a second; what a killed process did after that is done again. One thread.
 */
final class Journal {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);

    private final Optional<Path> file;
    private final Entries entries;
    private long savedNs = System.nanoTime();

    private record Entries(String task, String source, Map<String, TableProgress> tables) {}

    private Journal(final Optional<Path> file, final Entries entries) {
        this.file = file;
        this.entries = entries;
    }

    /** Reads the file, if there is one. */
    static Journal open(final Optional<Path> file, final String task, final String source) {
        if (file.isEmpty() || !Files.exists(file.get())) {
            return new Journal(file, new Entries(task, source, new TreeMap<>()));
        }
        final Entries found;
        try {
            found = JSON.readValue(file.get().toFile(), Entries.class);
        } catch (final JsonProcessingException e) {
            throw unreadable(file.get(), "it is not the state of a verification", e);
        } catch (final IOException e) {
            throw unreadable(file.get(), e.getMessage(), e);
        }
        if (found == null || !task.equals(found.task) || !source.equals(found.source) || found.tables == null) {
            throw unreadable(file.get(), "it is not the state of task " + task + " and source " + source, null);
        }
        return new Journal(file, new Entries(task, source, new TreeMap<>(found.tables)));
    }

    private static OperatorException unreadable(final Path file, final String why, final Exception cause) {
        return new OperatorException(
                "--state " + file + " can't be used: " + why + "; name another file, or delete it to begin anew",
                cause);
    }

    /** Whether an earlier process has left something. */
    boolean isBegun() {
        return !entries.tables.isEmpty();
    }

    TableProgress of(final TablePair table) {
        return Optional.ofNullable(entries.tables.get(name(table)))
                .filter(progress -> progress.fits(table))
                .orElseGet(() -> TableProgress.none(table));
    }

    private static String name(final TablePair table) {
        return table.ids(Side.LEFT).stream().map(TableId::toString).collect(Collectors.joining(" + "));
    }

    void set(final TablePair table, final TableProgress progress) {
        entries.tables.put(name(table), progress);
        if (System.nanoTime() - savedNs >= INTERVAL_NS) {
            save();
        }
    }

    void save() {
        savedNs = System.nanoTime();
        if (file.isEmpty()) {
            return;
        }
        final Path target = file.get().toAbsolutePath();
        final Path written = target.resolveSibling(target.getFileName() + ".new");
        try {
            JSON.writeValue(written.toFile(), entries);
            Files.move(written, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (final IOException e) {
            throw new OperatorException("--state " + target + " can't be written: " + e.getMessage(), e);
        }
    }

    /** The verification is at its end: the next one begins anew. */
    void delete() {
        if (file.isEmpty()) {
            return;
        }
        try {
            Files.deleteIfExists(file.get());
        } catch (final IOException e) {
            throw new OperatorException("--state " + file.get() + " can't be deleted: " + e.getMessage(), e);
        }
    }
}
