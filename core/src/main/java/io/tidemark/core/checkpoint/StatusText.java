// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.checkpoint;

import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Both sides of every point, for people: a line each, tables in the order of their names. */
final class StatusText {
    private StatusText() {}

    static String of(final Point global, final Optional<Location> safeModeExit, final TablePoints tables) {
        final Map<TableId, String> lines = new TreeMap<>();
        tables.forEach(entry -> lines.put(entry.table(), sides(entry)));
        final StringBuilder text = new StringBuilder();
        line(text, "global point", sides(global));
        line(text, "safe-mode exit point", safeModeExit.map(Location::toString).orElse("none"));
        lines.forEach((table, sides) -> line(text, "table " + table, sides));
        return text.toString();
    }

    private static String sides(final Point point) {
        return point.saved().equals(point.flushed())
                ? point.saved() + ", flushed"
                : point.saved() + ", flushed up to " + point.flushed();
    }

    private static void line(final StringBuilder text, final String name, final String value) {
        text.append(name).append(": ").append(value).append('\n');
    }
}
