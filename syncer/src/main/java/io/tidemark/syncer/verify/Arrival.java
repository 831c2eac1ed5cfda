// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import io.tidemark.core.location.Location;
import io.tidemark.syncer.replication.Reached;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Waits until the replication's flushed point has passed where the upstream stood. Without a checkpoint there is nothing
 * to wait for. It is patient with a replication that moves, however far behind, and gives up one that stands still.
 */
final class Arrival implements SecondLooks.Waiting {
    private static final long POLL_MS = 100;

    private final Supplier<Location> upstream;
    private final FlushedPoint flushedPoint;
    private final Connection downstream;
    private final Duration patience;
    private final CountDownLatch end;
    private Location place;

    Arrival(
            final Supplier<Location> upstream,
            final FlushedPoint flushedPoint,
            final Connection downstream,
            final Duration patience,
            final CountDownLatch end) {
        this.upstream = upstream;
        this.flushedPoint = flushedPoint;
        this.downstream = downstream;
        this.patience = patience;
        this.end = end;
        this.place = upstream.get();
    }

    @Override
    public boolean awaitArrival() throws SQLException, InterruptedException {
        Optional<Location> seen = flushedPoint.read(downstream);
        long movedNs = System.nanoTime();
        while (seen.isPresent() && !Reached.by(seen.get(), place)) {
            if (endsWhilePausing()) {
                return false;
            }
            final Optional<Location> now = flushedPoint.read(downstream);
            if (!now.equals(seen)) {
                seen = now;
                movedNs = System.nanoTime();
            } else if (System.nanoTime() - movedNs > patience.toNanos()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void mark() {
        place = upstream.get();
    }

    @Override
    public boolean pause() throws InterruptedException {
        return !endsWhilePausing();
    }

    @Override
    public boolean isEndWanted() {
        return end.getCount() == 0;
    }

    private boolean endsWhilePausing() throws InterruptedException {
        return end.await(POLL_MS, TimeUnit.MILLISECONDS);
    }
}
