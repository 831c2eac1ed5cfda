// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.check;

import io.tidemark.core.dump.DumpMetadata;
import io.tidemark.core.dump.DumpMetadataException;
import io.tidemark.core.location.Location;
import io.tidemark.core.store.GlobalPoint;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.source.Upstream;
import io.tidemark.syncer.task.Source;
import java.util.Optional;

/** Whether the source still has everything from the start on. */
record StartPosition(Side side, Upstream upstream, Source source, Optional<GlobalPoint> checkpoint) implements Check {
    @Override
    public String name() {
        return "start";
    }

    @Override
    public void run(final Findings to) {
        final Optional<Location> known = checkpoint.map(GlobalPoint::location).filter(location -> !location.isFresh());
        final Optional<Location> start = known.or(() -> source.dumpMetadata().isPresent() ? dumped() : source.meta());
        if (start.isEmpty()) {
            to.fail(
                    side,
                    "there is neither a checkpoint nor a start in the task file",
                    "give mysql-instances[0].meta, or run --start <file:pos | GTID set>");
            return;
        }
        final Location resolved = upstream.resolve(start.get());
        to.ok(side, (known.isPresent() ? "from the checkpoint, " : "the first one, ") + resolved + ": still there");
    }

    private Optional<Location> dumped() {
        try {
            return Optional.of(
                    DumpMetadata.read(source.dumpMetadata().orElseThrow()).start());
        } catch (final DumpMetadataException e) {
            throw new OperatorException("tidemark.dump-metadata: " + e.getMessage(), e);
        }
    }
}
