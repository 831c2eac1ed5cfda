// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.task;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file with a secret in it. */
final class SecretFile {
    private static final Logger LOG = LoggerFactory.getLogger(SecretFile.class);
    private static final Set<PosixFilePermission> OF_OTHERS =
            EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    private SecretFile() {}

    /**
     * The text of a file, without the line end at its end.
     *
     * @param fault makes the exception to throw, of what is wrong.
     */
    static String read(final Path file, final Function<String, RuntimeException> fault) {
        final String text;
        try {
            text = Files.readString(file);
        } catch (final NoSuchFileException e) {
            throw fault.apply("there is no file " + file);
        } catch (final CharacterCodingException e) {
            throw fault.apply("the file " + file + " is not UTF-8 text");
        } catch (final IOException e) {
            throw fault.apply("the file " + file + " can't be read: " + e);
        }
        warnIfOthersCanRead(file);
        final String secret = text.replaceFirst("\\R\\z", "");
        if (secret.isEmpty()) {
            throw fault.apply("the file " + file + " is empty");
        }
        if (secret.lines().count() > 1) {
            throw fault.apply("the file " + file + " has several lines, expected one with the password");
        }
        return secret;
    }

    /** Says so in the log; nothing where files have no such rights. */
    static void warnIfOthersCanRead(final Path file) {
        try {
            final Set<PosixFilePermission> rights = EnumSet.noneOf(PosixFilePermission.class);
            rights.addAll(Files.getPosixFilePermissions(file));
            rights.retainAll(OF_OTHERS);
            if (!rights.isEmpty()) {
                LOG.warn("{} can be read by others than its owner: chmod 600 {}", file, file);
            }
        } catch (final IOException | UnsupportedOperationException e) {
            LOG.debug("the rights of {} can't be read: {}", file, e.toString());
        }
    }
}
