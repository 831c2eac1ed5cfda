// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.progress;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.store.CheckpointChange;
import io.tidemark.core.store.CheckpointStore;
import io.tidemark.core.store.ExtraStatement;
import io.tidemark.core.store.GlobalPoint;
import io.tidemark.core.store.TablePoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A checkpoint store whose global row goes in only together with the proof that the downstream still has what it claims,
 * and with a note of what was flushed. A worker finds out with its next batch that its last one is lost; one that has no
 * next batch would not, and the point would pass what is gone.
 *
 * <p>Threading: as the store's; {@link #begin} by the thread that starts a run, before its pipeline.
 */
public final class ProvenCheckpointStore implements CheckpointStore {
    private final CheckpointStore store;
    private final FlushedPoints flushed;
    private final ProgressStore progress;
    private final DdlRecords ddl;
    private final List<ExtraStatement> once = new ArrayList<>();
    /** Null until a run has begun: what was flushed before it has no marks. */
    private volatile Run run;

    /**
     * Nothing is proved before a run begins.
     *
     * @param store    where the checkpoint is kept, in the database of the marks; it has to take extra statements.
     * @param flushed  takes note of what is flushed.
     * @param progress where the marks are.
     * @param ddl      where DDL is recorded.
     */
    public ProvenCheckpointStore(
            final CheckpointStore store,
            final FlushedPoints flushed,
            final ProgressStore progress,
            final DdlRecords ddl) {
        this.store = requireNonNull(store, "store");
        this.flushed = requireNonNull(flushed, "flushed");
        this.progress = requireNonNull(progress, "progress");
        this.ddl = requireNonNull(ddl, "ddl");
    }

    /**
     * From now on the run's marks are proved.
     *
     * @param begun the run.
     */
    public void begin(final Run begun) {
        run = requireNonNull(begun, "begun");
    }

    /**
     * Forgets what earlier runs have left, in the transaction of the next write: a process that has been replaced meanwhile
     * forgets nothing, and no crash leaves marks of before beside a point of after.
     *
     * @param passed the DDL whose record goes too, if any.
     */
    public void forgetWithNextWrite(final Optional<DdlRecords.Recorded> passed) {
        once.addAll(progress.forgetting());
        passed.map(ddl::forgetting).ifPresent(once::add);
    }

    /** Does what waits for the next write, if none has come. */
    public void settle() {
        if (!once.isEmpty()) {
            write(new CheckpointChange(List.of(), Optional.empty()));
        }
    }

    @Override
    public void init() {
        store.init();
    }

    @Override
    public Optional<GlobalPoint> load(final Consumer<? super TablePoint> tables) {
        return store.load(tables);
    }

    @Override
    public void write(final CheckpointChange change) {
        final List<ExtraStatement> extra = new ArrayList<>(change.extra());
        extra.addAll(once);
        if (change.global().isPresent()) {
            final Run current = run;
            if (current != null) {
                extra.add(current.proof(progress.table()));
                current.proofOfDdl().ifPresent(extra::add);
            }
            extra.add(flushed.record(change.global().get()));
        }
        store.write(new CheckpointChange(change.tables(), change.gone(), extra, change.global()));
        once.clear();
    }

    @Override
    public void clear() {
        store.clear();
    }

    @Override
    public void close() {
        store.close();
    }
}
