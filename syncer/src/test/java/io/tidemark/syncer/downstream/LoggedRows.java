// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import io.tidemark.core.location.Location;
import io.tidemark.syncer.row.RowChange;
import io.tidemark.syncer.row.TableStructure;
import io.tidemark.syncer.source.BinlogSource;
import io.tidemark.syncer.source.RowsEvent;
import io.tidemark.syncer.source.SourceHandler;
import io.tidemark.syncer.source.SourceOptions;
import io.tidemark.syncer.source.SourceStatement;
import io.tidemark.syncer.source.Upstream;
import io.tidemark.syncer.task.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The rows that a server logged between two locations, read by the syncer's own source. */
final class LoggedRows implements SourceHandler {
    private static final long SERVER_ID = 4_000_000_002L;
    private static final SourceOptions OPTIONS =
            new SourceOptions(SERVER_ID, Duration.ofMillis(100), Duration.ofSeconds(30));

    private final TableStructure structure;
    private final Location until;
    private final Runnable stop;
    private final List<RowChange> changes = new ArrayList<>();

    private LoggedRows(final TableStructure structure, final Location until, final Runnable stop) {
        this.structure = structure;
        this.until = until;
        this.stop = stop;
    }

    /** Where a server's binlogs end now. */
    static Location end(final Server server) {
        try (Upstream upstream = Upstream.connect(server)) {
            return upstream.resolve(upstream.currentLocation());
        }
    }

    /** All changes of rows from a location to where the binlogs end now, as changes of a table of the given structure. */
    static List<RowChange> read(final Server server, final Location start, final TableStructure structure)
            throws InterruptedException {
        final BinlogSource source = new BinlogSource(server, start, OPTIONS);
        final LoggedRows rows = new LoggedRows(structure, end(server), source::stop);
        source.run(rows);
        return rows.changes;
    }

    @Override
    public void rows(final RowsEvent event) {
        for (int i = 0; i < event.rowCount(); i++) {
            changes.add(event.change(i, structure, false));
        }
    }

    @Override
    public void transactionEnd(final Location after) {
        stopAt(after);
    }

    @Override
    public void statement(final SourceStatement statement) {
        stopAt(statement.after());
    }

    @Override
    public void idle(final Location boundary) {
        stopAt(boundary);
    }

    private void stopAt(final Location boundary) {
        if (boundary.position().compareTo(until.position()) >= 0) {
            stop.run();
        }
    }
}
