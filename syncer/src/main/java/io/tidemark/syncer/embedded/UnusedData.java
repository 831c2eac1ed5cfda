// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The data of a server that nobody has used yet: laid once, which takes seconds, and copied for each server. */
final class UnusedData {
    private static final String NAME = "unused-data";

    private final Path place;

    private UnusedData(final Path place) {
        this.place = place;
    }

    /** Lays the data. */
    interface Laying {
        /** Lays them in a directory that does not exist yet, and may write beside it. */
        void into(Path data) throws IOException;
    }

    /**
     * Finds the data, or has them laid. They are laid in a directory of another name and moved to their place in one
     * step, so what is in place is complete. Each attempt has a name of its own: the laying program of a killed process
     * may still be at work. One caller at a time, among all processes.
     */
    static UnusedData in(final Path directory, final Laying laying) throws IOException {
        final Path place = directory.resolve(NAME);
        if (!Files.exists(place)) {
            final Path aside = Files.createTempDirectory(directory, NAME);
            try {
                final Path data = aside.resolve("data");
                laying.into(data);
                Files.move(data, place, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Directories.delete(aside);
            }
        }
        return new UnusedData(place);
    }

    /** Copies all of the data to a place where nothing is. */
    void copyTo(final Path data) throws IOException {
        Directories.copy(place, data);
    }
}
