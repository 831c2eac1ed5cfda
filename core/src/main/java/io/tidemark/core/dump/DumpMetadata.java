// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.dump;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.location.Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a dump's {@code metadata} file says about the binlog. Immutable.
 *
 * <p>Two formats are read, recognised by the first line that is not blank:
 *
 * <ul>
 *   <li><b>status blocks</b>, written by dumpling and by mydumper before 0.14: {@code SHOW MASTER STATUS:} or
 *       {@code SHOW BINARY LOG STATUS:} with {@code Log:}, {@code Pos:} and {@code GTID:}. The same header followed by
 *       {@code /* AFTER CONNECTION POOL ESTABLISHED *}{@code /} gives the safe-mode exit point. The blocks of the
 *       replica's status are skipped.
 *   <li><b>sections</b>, written by mydumper since 0.14: {@code [master]} or {@code [source]} with {@code File},
 *       {@code Position} and {@code Executed_Gtid_Set}, or with {@code SOURCE_LOG_FILE}, {@code SOURCE_LOG_POS} and
 *       {@code executed_gtid_set}. These are also read from comments of that section, where mydumper puts them unless
 *       it is asked to set up a replica. All other sections are skipped.
 * </ul>
 *
 * <p>A GTID set of either flavour may go over several lines, and may be missing or empty; {@code (null)} is empty, too.
 *
 * <p><b>Cut-off files.</b> Both tools write {@code Finished dump at:} as the last line, after everything else. A file
 * without it is refused, although DM reads it: a number that lost its last digits is a number still, and a set that
 * lost its last lines is a set still. A file that has it is whole.
 *
 * @param start        where replication begins: the dump holds everything before it.
 * @param safeModeExit up to where changes may be in the dump already; absent if the dump is exactly at the start.
 */
public record DumpMetadata(Location start, Optional<Location> safeModeExit) {
    /**
     * Both come from one server, the exit point later.
     *
     * @throws IllegalArgumentException if the exit point is before the start: in the binlog, or because it lacks a
     *     transaction that the start has.
     */
    public DumpMetadata {
        requireNonNull(start, "start");
        requireNonNull(safeModeExit, "safeModeExit");
        if (safeModeExit.isPresent() && isBefore(safeModeExit.get(), start)) {
            throw new IllegalArgumentException("the safe-mode exit point " + safeModeExit.get()
                    + " is before the start of the dump, " + start + "; expected the same place or a later one");
        }
    }

    /**
     * Reads a file, UTF-8 with or without a byte order mark. It is read line by line: a dump of many tables has a long
     * one.
     *
     * @param file the {@code metadata} file itself, not its directory.
     * @return what it says.
     * @throws DumpMetadataException if it is absent or unreadable, and for everything that {@link #parse} refuses.
     */
    public static DumpMetadata read(final Path file) {
        final String name = file.toString();
        try (Stream<String> lines = Files.lines(file)) {
            return new MetadataReader(name).read(lines.iterator());
        } catch (final NoSuchFileException absent) {
            throw new DumpMetadataException(name, 0, absence(file), absent);
        } catch (final IOException unreadable) {
            throw unreadable(name, unreadable);
        } catch (final UncheckedIOException unreadable) {
            throw unreadable(name, unreadable.getCause());
        }
    }

    /**
     * Reads a file's text.
     *
     * @param text the whole text.
     * @param name what errors call the file.
     * @return what it says.
     * @throws DumpMetadataException if the text is of neither format, is cut off, has no position, has two that differ,
     *     or has a name, number or GTID set that cannot be read.
     */
    public static DumpMetadata parse(final String text, final String name) {
        return new MetadataReader(name).read(text.lines().iterator());
    }

    private static boolean isBefore(final Location exit, final Location start) {
        return exit.position().compareTo(start.position()) < 0 || !exit.gtids().contains(start.gtids());
    }

    private static String absence(final Path file) {
        final Path partial = file.resolveSibling(file.getFileName() + ".partial");
        return "there is no such file; expected a dump's metadata"
                + (Files.exists(partial) ? ", but there is only " + partial + ": the dump has not been finished" : "");
    }

    private static DumpMetadataException unreadable(final String name, final IOException cause) {
        final String problem = cause instanceof CharacterCodingException
                ? "found bytes that are not UTF-8 text; expected a dump's metadata, neither binary nor compressed"
                : "cannot be read: " + cause;
        return new DumpMetadataException(name, 0, problem, cause);
    }
}
