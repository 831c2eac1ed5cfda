// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.dump;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.GtidSet;
import io.tidemark.core.location.Location;
import java.util.regex.Pattern;

/** A block or section that states a location, while it is being read. */
final class BinlogStatus {
    enum Field {
        FILE,
        POSITION,
        GTIDS
    }

    private static final Pattern FILE_NAME = Pattern.compile("[^\\p{Cc}]+\\.[0-9]+");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}");
    private static final long FIRST_EVENT = 4;
    // a replica asks for a position with 32 bits, and the checkpoint table keeps it in as many
    private static final long MAX_POSITION = 0xFFFF_FFFFL;
    /** How C prints a set that the server did not report. */
    private static final String ABSENT = "(null)";

    private final MetadataLine header;
    private final Agreed<String> file = new Agreed<>("binlog file");
    private final Agreed<Long> position = new Agreed<>("binlog position");
    private final Agreed<GtidSet> gtids = new Agreed<>("GTID set");

    private final StringBuilder openValue = new StringBuilder();
    private Field openField;
    private MetadataLine openLine;

    BinlogStatus(final MetadataLine header) {
        this.header = header;
    }

    MetadataLine header() {
        return header;
    }

    /** Begins a field; the one before is complete. */
    void begin(final Field field, final String value, final MetadataLine at) {
        complete();
        openField = field;
        openLine = at;
        openValue.append(value);
    }

    /** Whether the next line may belong to the field begun last: servers wrap long GTID sets. */
    boolean takesMore() {
        return openField == Field.GTIDS;
    }

    void append(final MetadataLine more) {
        // with a blank, so that two numbers never become one
        openValue.append(' ').append(more.text());
    }

    /** The field begun last has no further lines. */
    void complete() {
        if (openField == null) {
            return;
        }
        final Field field = openField;
        final String value = unquoted(openValue.toString().strip());
        openField = null;
        openValue.setLength(0);
        switch (field) {
            case FILE -> file.put(fileName(value), openLine);
            case POSITION -> position.put(offset(value), openLine);
            case GTIDS -> gtids.put(gtidSet(value), openLine);
        }
    }

    /**
     * The end of the block or section.
     *
     * @param expected what it should hold.
     * @throws DumpMetadataException if file name or position are missing.
     */
    Location end(final String expected) {
        complete();
        if (file.value().isEmpty() || position.value().isEmpty()) {
            throw header.failure("found " + header.shown() + " without a binlog "
                    + (file.value().isEmpty() ? "file" : "position") + "; expected " + expected);
        }
        return Location.at(
                new BinlogPosition(file.value().get(), position.value().get()),
                gtids.value().orElse(GtidSet.EMPTY));
    }

    private String unquoted(final String value) {
        if (!value.startsWith("\"") && !value.startsWith("'")) {
            return value;
        }
        final char quote = value.charAt(0);
        if (value.length() == 1 || value.charAt(value.length() - 1) != quote) {
            throw openLine.failure(
                    "found the value " + MetadataLine.shown(value) + "; expected it to end with its quote, " + quote);
        }
        return value.substring(1, value.length() - 1).strip();
    }

    private String fileName(final String value) {
        if (!FILE_NAME.matcher(value).matches()) {
            throw openLine.failure("found the binlog file " + MetadataLine.shown(value)
                    + "; expected a name that ends with a number, as in mysql-bin.000003");
        }
        return value;
    }

    private long offset(final String value) {
        final long number = NUMBER.matcher(value).matches() ? Long.parseLong(value) : 0;
        if (number < FIRST_EVENT || number > MAX_POSITION) {
            throw openLine.failure("found the binlog position " + MetadataLine.shown(value)
                    + "; expected a number from " + FIRST_EVENT + " to " + MAX_POSITION);
        }
        return number;
    }

    private GtidSet gtidSet(final String value) {
        try {
            return value.equals(ABSENT) ? GtidSet.EMPTY : GtidSet.parse(value);
        } catch (final IllegalArgumentException malformed) {
            throw openLine.failure("found " + malformed.getMessage());
        }
    }
}
