package io.tidemark.syncer.replication;

import io.tidemark.core.location.Location;
import io.tidemark.syncer.downstream.BatchProgress;
import io.tidemark.syncer.downstream.DdlDelivery;
import io.tidemark.syncer.downstream.DdlExecutor;
import io.tidemark.syncer.downstream.Downstream;
import io.tidemark.syncer.downstream.RetryPolicy;
import io.tidemark.syncer.progress.AppliedRows;
import io.tidemark.syncer.progress.DdlFence;
import io.tidemark.syncer.progress.DdlRecords;
import io.tidemark.syncer.progress.ProgressStore;
import io.tidemark.syncer.progress.Run;
import io.tidemark.syncer.task.Delivery;
import io.tidemark.syncer.task.Task;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How rows and DDL of one run are delivered: exactly once, with progress and records, or at least once, without.
 *
 * <p>Used in this order: {@link #fence}, once the lease is taken; {@link #trust} or {@link #distrust}; {@link #begin}. The
 * running thread's, apart from {@link #progressOf} and {@link #forgetEarlierRuns}.
 */
final class Deliveries {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private final Downstream downstream;
    private final ProgressStore progress;
    private final DdlRecords ddl;
    private final boolean exactlyOnce;
    private final int workers;
    private boolean leftBehind;
    private ProgressStore.Found found;
    private AppliedRows applied = AppliedRows.none();
    /** Null under at-least-once. */
    private volatile Run run;

    Deliveries(final Task task, final Downstream downstream) {
        this.downstream = downstream;
        final String source = task.source().id();
        progress = new ProgressStore(downstream, RetryPolicy.DEFAULT, task.metaSchema(), task.name(), source);
        ddl = new DdlRecords(downstream, RetryPolicy.DEFAULT, task.metaSchema(), task.name(), source);
        exactlyOnce = task.syncer().delivery() == Delivery.EXACTLY_ONCE;
        workers = task.syncer().workerCount();
    }

    /** Shuts out earlier runs; their marks stand still afterwards. */
    void fence() throws InterruptedException {
        if (exactlyOnce) {
            found = progress.fence();
            leftBehind = found.lastRun() > 0;
            if (leftBehind && !found.readable()) {
                LOG.warn("the progress of earlier runs was written by another version, and can't be used");
            }
        } else {
            leftBehind = progress.discardAll();
            ddl.delete();
        }
    }

    boolean isExactlyOnce() {
        return exactlyOnce;
    }

    /** Whether it is known of every row behind the global point if it is applied. */
    boolean tellsAppliedRows() {
        return exactlyOnce && found.tells();
    }

    /** Whether an exactly-once run ended uncleanly, whose rows may be anywhere behind the global point. */
    boolean leftBehind() {
        return leftBehind;
    }

    /** The run begins at the global point: what earlier runs have left says what is applied behind it. */
    void trust(final Location start, final Location end) {
        applied = found.applied();
        applied.passed(start);
        applied.requireWithin(end);
    }

    /** The run begins elsewhere, or what earlier runs have left tells nothing. */
    void distrust() throws InterruptedException {
        if (exactlyOnce) {
            progress.discardAll();
            ddl.delete();
        }
    }

    void begin() throws InterruptedException {
        if (exactlyOnce) {
            ddl.prepare();
            run = progress.begin(found.lastRun() + 1, workers);
            if (!applied.isActive()) {
                forgetEarlierRuns();
            }
        }
    }

    /** The rows that earlier runs have applied behind the start. */
    AppliedRows applied() {
        return applied;
    }

    BatchProgress progressOf(final int worker) {
        return run == null ? BatchProgress.NONE : progress.of(run, worker);
    }

    DdlDelivery ddl() {
        return run == null
                ? new DdlExecutor(downstream, RetryPolicy.DEFAULT)
                : new DdlFence(downstream, RetryPolicy.DEFAULT, ddl, progress, run);
    }

    /** To be called once the flushed global point is beyond all of their marks. */
    void forgetEarlierRuns() throws InterruptedException {
        progress.discardBefore(run.number());
    }

    /**
     * Whether something behind the global point is in the downstream, or may be, of which only the progress of earlier
     * runs or the record of a DDL tells.
     */
    boolean tellMoreThan(final Location globalPoint) throws InterruptedException {
        return applied.isActive() || (run != null && isUnclaimed(ddl.location(), globalPoint));
    }

    /** A record at the global point may be of a statement inside the transaction that follows. */
    private static boolean isUnclaimed(final Optional<Location> recorded, final Location globalPoint) {
        return recorded.isPresent()
                && (!Reached.by(globalPoint, recorded.get()) || Reached.by(recorded.get(), globalPoint));
    }

    /** The checkpoint says of this run that it ended, and where: there is nothing to add. */
    void endClean() throws InterruptedException {
        if (run != null) {
            progress.discardBefore(run.number() + 1);
            ddl.delete();
        }
    }
}
