// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import io.tidemark.core.schema.TableId;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Passes over rows that nobody wants, before they are decoded. What is wanted of a table is asked once for each number that
 * the server gives it. One connection's; one thread.
 */
final class WantedRows {
    private static final int TABLE_NUMBER_BYTES = 6;
    /** Numbers are given anew after each ALTER, so old ones only gather. */
    private static final int NUMBERS_REMEMBERED = 100_000;

    private final RowInterest interest;
    private final Map<Long, Unwanted> unwantedByNumber = new HashMap<>();

    private boolean someAreUnwanted;

    private record Unwanted(String schema, String table, Set<RowsEvent.Kind> kinds) {}

    /** Stands for rows that were passed over. */
    interface PassedOver {}

    WantedRows(final RowInterest interest) {
        this.interest = interest;
    }

    /** A number now means this table. */
    void named(final TableMapEventData map) {
        final Unwanted known = unwantedByNumber.get(map.getTableId());
        if (known == null || !known.table.equals(map.getTable()) || !known.schema.equals(map.getDatabase())) {
            if (unwantedByNumber.size() >= NUMBERS_REMEMBERED) {
                unwantedByNumber.clear();
            }
            unwantedByNumber.put(map.getTableId(), new Unwanted(map.getDatabase(), map.getTable(), unwanted(map)));
        }
    }

    private Set<RowsEvent.Kind> unwanted(final TableMapEventData map) {
        final TableId table = TableId.of(map.getDatabase(), map.getTable());
        final Set<RowsEvent.Kind> kinds = EnumSet.noneOf(RowsEvent.Kind.class);
        for (final RowsEvent.Kind kind : RowsEvent.Kind.values()) {
            if (!interest.wants(table, kind)) {
                kinds.add(kind);
            }
        }
        someAreUnwanted |= !kinds.isEmpty();
        return kinds;
    }

    /** The event of rows that comes next, for whoever decodes it; empty if it is passed over. */
    Optional<ByteArrayInputStream> next(final ByteArrayInputStream input, final RowsEvent.Kind kind)
            throws IOException {
        if (!someAreUnwanted) {
            return Optional.of(input);
        }
        // the number is the first thing in it, and the decoder needs it too
        final byte[] event = input.read(input.available());
        return isUnwanted(new ByteArrayInputStream(event).readLong(TABLE_NUMBER_BYTES), kind)
                ? Optional.empty()
                : Optional.of(new ByteArrayInputStream(event));
    }

    private boolean isUnwanted(final long number, final RowsEvent.Kind kind) {
        final Unwanted unwanted = unwantedByNumber.get(number);
        return unwanted != null && unwanted.kinds.contains(kind);
    }
}
