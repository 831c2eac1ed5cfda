// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import io.tidemark.core.location.Location;
import io.tidemark.pipeline.router.Routing;
import io.tidemark.syncer.downstream.Downstream;
import io.tidemark.syncer.downstream.TableStructureReader;
import io.tidemark.syncer.replication.Reached;
import io.tidemark.syncer.row.CausalityKeys;
import io.tidemark.syncer.row.KeyBuffer;
import io.tidemark.syncer.row.RowChange;
import io.tidemark.syncer.row.TableStructure;
import io.tidemark.syncer.row.TableStructures;
import io.tidemark.syncer.source.BinlogSource;
import io.tidemark.syncer.source.RowsEvent;
import io.tidemark.syncer.source.SourceHandler;
import io.tidemark.syncer.source.SourceOptions;
import io.tidemark.syncer.source.SourceStatement;
import io.tidemark.syncer.source.Upstream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The row changes of a recording in memory, each in the share of the worker that the router would give it to. */
final class RecordedRows implements SourceHandler {
    private final TableStructures structures;
    private final Location until;
    private final List<List<RowChange>> shares = new ArrayList<>();
    private final CausalityKeys causalityKeys = new CausalityKeys();
    private final KeyBuffer keys = new KeyBuffer();
    private Runnable stop = () -> {};

    private RecordedRows(final TableStructures structures, final Assignment assignment) {
        this.structures = structures;
        this.until = assignment.until();
        for (int i = 0; i < assignment.workers(); i++) {
            shares.add(new ArrayList<>());
        }
    }

    /** Reads the recording. The upstream's tables tell the structures: the downstream's are the same. */
    static List<List<RowChange>> read(final Assignment assignment) throws InterruptedException {
        try (TableStructureReader reader = new TableStructureReader(
                        new Downstream(assignment.upstream().server()));
                Upstream upstream = Upstream.connect(assignment.upstream().server())) {
            final BinlogSource source = new BinlogSource(
                    assignment.upstream().server(),
                    assignment.from(),
                    SourceOptions.withServerId(upstream.serverId(OptionalLong.empty())));
            final RecordedRows rows = new RecordedRows(new TableStructures(reader, reader::forget), assignment);
            rows.stop = source::stop;
            source.run(rows);
            return rows.shares;
        }
    }

    @Override
    public void rows(final RowsEvent event) {
        final TableStructure structure = structures.of(event.table());
        for (int i = 0; i < event.rowCount(); i++) {
            final RowChange change = event.change(i, structure, false);
            causalityKeys.write(change, keys);
            shares.get(Routing.workerOf(keys.get(0), shares.size())).add(change);
        }
    }

    @Override
    public void transactionEnd(final Location after) {
        passed(after);
    }

    @Override
    public void statement(final SourceStatement statement) {
        throw new IllegalStateException("a recording holds rows only, not: " + statement.sql());
    }

    @Override
    public void idle(final Location boundary) {
        passed(boundary);
    }

    private void passed(final Location boundary) {
        if (Reached.by(boundary, until)) {
            stop.run();
        }
    }
}
