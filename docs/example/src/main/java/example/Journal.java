// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package example;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.Location;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The source: a file to which somebody appends lines {@code key=value}, and {@code commit} after each transaction. */
final class Journal implements AutoCloseable {
    /** A value for a key. */
    record Change(String key, String value) {}

    /** Changes that belong together, and where the journal goes on behind them. */
    record Transaction(List<Change> changes, Location end) {}

    private final String name;
    private final RandomAccessFile file;

    /** Reads what is behind a location; {@link Location#ZERO} is the beginning. */
    Journal(final Path path, final Location start) throws IOException {
        name = path.getFileName().toString();
        file = new RandomAccessFile(path.toFile(), "r");
        file.seek(start.isFresh() ? 0 : start.position().offset());
    }

    /** The next transaction; empty if there is none yet that is whole. */
    Optional<Transaction> next() throws IOException {
        final long begin = file.getFilePointer();
        final List<Change> changes = new ArrayList<>();
        for (String line = readLine(); line != null; line = readLine()) {
            if (line.equals("commit")) {
                return Optional.of(
                        new Transaction(changes, Location.at(new BinlogPosition(name, file.getFilePointer()))));
            }
            final int split = line.indexOf('=');
            if (split < 1) {
                throw new IOException(name + " has a line without a key before " + file.getFilePointer() + ": " + line);
            }
            changes.add(new Change(line.substring(0, split), line.substring(split + 1)));
        }
        file.seek(begin);
        return Optional.empty();
    }

    private String readLine() throws IOException {
        final String bytes = file.readLine();
        return bytes == null ? null : new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
