// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import io.tidemark.core.checkpoint.Checkpoint;
import io.tidemark.core.dump.DumpMetadata;
import io.tidemark.core.dump.DumpMetadataException;
import io.tidemark.core.location.Location;
import io.tidemark.core.store.GlobalPoint;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.source.Upstream;
import io.tidemark.syncer.task.Task;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a run begins, and how carefully.
 *
 * <p>Precedence: the command line, then the checkpoint table, then the task file.
 *
 * <p>A graceful stop leaves a safe-mode exit point that is equal to the global point: nothing was queued beyond it. Any
 * other end may have applied rows beyond the global point. How many nobody knows, but not more than the source's binlog
 * held when this run looks at it: that is where safe mode ends, unless the checkpoint knows better. So it is after somebody else has moved the checkpoint. Where the progress of
 * the earlier run tells of each row whether it is applied, no safe mode is needed.
 *
 * <p>A safe mode that an exactly-once run needs is kept in the checkpoint until it has passed, since the next run can't
 * see any more that there was a reason.
 *
 * @param location where the source is read from.
 * @param safeMode until where rows may have been applied before.
 * @param explicit whether the command line chose it, so that anything behind it may have been applied before.
 */
record StartPoint(Location location, SafeMode safeMode, boolean explicit) {
    /**
     * Decides, and has the decision written before any row moves: a crash from here on is an unclean end that begins at
     * this point.
     */
    static StartPoint choose(
            final Task task,
            final Optional<Location> wanted,
            final Checkpoint checkpoint,
            final Upstream upstream,
            final Deliveries deliveries)
            throws InterruptedException {
        final boolean known = checkpoint.load() && !checkpoint.globalPoint().isFresh();
        final GlobalPoint stored = new GlobalPoint(checkpoint.globalPoint(), checkpoint.safeModeExit());
        final boolean first = wanted.isEmpty() && !known;
        final Location asked = first ? loadMeta(task, checkpoint, upstream) : wanted.orElseGet(checkpoint::globalPoint);
        final Location start = first ? asked : upstream.resolve(asked);
        deliveries.fence(start);
        final boolean ours = wanted.isEmpty() && known && !deliveries.wasMovedByOthers(stored);
        final boolean trusted = ours && deliveries.tellsAppliedRows();
        if (trusted) {
            deliveries.trust(start, upstream.currentLocation());
        } else {
            deliveries.distrust(start, wanted.isPresent());
        }
        final SafeMode needed = trusted
                ? checkpoint
                        .safeModeExit()
                        .map(exit -> untilBeyond(start, exit))
                        .orElse(SafeMode.off())
                : neededSafeMode(wanted.isPresent(), known, deliveries.leftBehind(), start, checkpoint, upstream);
        final SafeMode safeMode = task.syncer().safeMode() ? needed.always() : needed;
        final boolean lostGtids = start.gtids().isEmpty() && !asked.gtids().isEmpty();
        if (wanted.isPresent() || (known && lostGtids)) {
            // points that keep GTIDs which the source no longer tells could never be passed
            checkpoint.saveGlobalPointForcibly(start);
        }
        checkpoint.saveSafeModeExit(Optional.empty());
        if (deliveries.isExactlyOnce()) {
            checkpoint.saveSafeModeExit(safeMode.exit());
        }
        checkpoint.flush();
        deliveries.begin();
        return new StartPoint(start, safeMode, wanted.isPresent());
    }

    /** A source's first start: where its configuration says, as the upstream knows it. */
    private static Location loadMeta(final Task task, final Checkpoint checkpoint, final Upstream upstream) {
        final Optional<Path> dump = task.source().dumpMetadata();
        if (dump.isPresent()) {
            final DumpMetadata metadata = read(dump.get());
            final Location start = upstream.resolve(metadata.start());
            checkpoint.loadMeta(start, metadata.safeModeExit());
            return start;
        }
        final Location configured = task.source()
                .meta()
                .orElseThrow(() -> new OperatorException("task " + task.name() + " has no checkpoint for source "
                        + task.source().id()
                        + " and no start: give mysql-instances[0].meta in the task file, or --start"
                        + " <file:pos | GTID set>"));
        final Location start = upstream.resolve(configured);
        checkpoint.loadMeta(start, Optional.empty());
        return start;
    }

    private static DumpMetadata read(final Path dump) {
        try {
            return DumpMetadata.read(dump);
        } catch (final DumpMetadataException e) {
            throw new OperatorException("tidemark.dump-metadata: " + e.getMessage(), e);
        }
    }

    private static SafeMode neededSafeMode(
            final boolean explicit,
            final boolean known,
            final boolean rowsMayBeAnywhere,
            final Location start,
            final Checkpoint checkpoint,
            final Upstream upstream) {
        if (!explicit && !rowsMayBeAnywhere && checkpoint.safeModeExit().isPresent()) {
            return untilBeyond(start, checkpoint.safeModeExit().get());
        }
        if (!explicit && !known && !rowsMayBeAnywhere) {
            return SafeMode.off();
        }
        return untilBeyond(start, upstream.currentLocation());
    }

    private static SafeMode untilBeyond(final Location start, final Location exit) {
        return Reached.by(start, exit) ? SafeMode.off() : SafeMode.until(exit);
    }
}
