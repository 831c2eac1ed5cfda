// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cli;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.GtidSet;
import io.tidemark.core.location.Location;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a location of the command line: a binlog position, or a GTID set.
 *
 * <p>Both may have the form {@code name:number}. What tells them apart is the file's number: {@code mysql-bin.000003:4}
 * is a position, since no GTID has a dot in it.
 */
final class LocationText implements ITypeConverter<Location> {
    private static final Pattern POSITION = Pattern.compile("\\(.*\\)|.*\\.\\d+:\\d+");

    @Override
    public Location convert(final String text) {
        final String trimmed = text.strip();
        try {
            if (POSITION.matcher(trimmed).matches()) {
                return Location.at(BinlogPosition.parse(trimmed));
            }
            if (!trimmed.isEmpty()) {
                return Location.at(BinlogPosition.MIN, GtidSet.parse(trimmed));
            }
        } catch (final IllegalArgumentException e) {
            throw refused(text);
        }
        throw refused(text);
    }

    private static TypeConversionException refused(final String text) {
        return new TypeConversionException('"' + text
                + "\" is neither a binlog position, such as mysql-bin.000003:1943, nor a GTID set, such as"
                + " 3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5 (MySQL) or 0-1-100 (MariaDB)");
    }
}
