// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.job;

import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;

/**
 * Which table jobs are of, and where they stand: once for a run of jobs that share both, as the rows of one event do. To store
 * a reference to something young into something old costs a fence (G1's) and work of the collector's threads, so it is not
 * done for each row.
 *
 * <p>Origins are numbered; there are twice as many cells as the ring has slots, because the first slot of a run may be
 * used again before its last job is applied. Each run in the ring has a job there, so there are no more runs than slots
 * in use; and a run is cleared when a job of a later one has been, so before its cell comes round again.
 */
final class Origins {
    private final TableId[] tables;
    private final Location[] locations;

    /** The routine's: all before are cleared. */
    private int cleared;

    Origins(final int ringSize) {
        tables = new TableId[2 * ringSize];
        locations = new Location[2 * ringSize];
    }

    /** Source thread. */
    @SuppressWarnings("ReferenceEquality") // an equal one that is another object is merely stored
    void set(final int origin, final TableId table, final Location location) {
        final int cell = cell(origin);
        if (tables[cell] != table) {
            tables[cell] = table;
        }
        locations[cell] = location;
    }

    TableId table(final int origin) {
        return tables[cell(origin)];
    }

    Location location(final int origin) {
        return locations[cell(origin)];
    }

    /** Lets go of the locations of all runs that have ended, but not of tables: the next ones are likely the same. */
    void clearBefore(final int origin) {
        while (cleared != origin) {
            locations[cell(cleared)] = null;
            cleared++;
        }
    }

    private int cell(final int origin) {
        return origin & locations.length - 1;
    }
}
