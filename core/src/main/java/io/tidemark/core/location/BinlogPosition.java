package io.tidemark.core.location;

import static java.util.Objects.requireNonNull;

/**
 * A position in a binlog.
 *
 * @param file   the binlog file's name, empty in the minimal position.
 * @param offset bytes from the file's start.
 */
public record BinlogPosition(String file, long offset) {
    /** Smaller than every position of a real binlog. */
    public static final BinlogPosition MIN = new BinlogPosition("", 4);

    /** The file is required. */
    public BinlogPosition {
        requireNonNull(file, "file");
    }
}
