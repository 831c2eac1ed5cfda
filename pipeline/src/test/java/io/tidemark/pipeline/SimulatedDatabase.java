package io.tidemark.pipeline;

import io.tidemark.pipeline.SimulatedStream.Change;
import io.tidemark.pipeline.SimulatedStream.Row;
import io.tidemark.pipeline.worker.Batch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * A simulation's downstream, with transactions: it may fail at each row, which leaves nothing of the batch, and after a
 * commit, whose success is then not known to anybody.
 */
final class SimulatedDatabase {
    private final BooleanSupplier fails;
    private final Set<Long> applied = new HashSet<>();
    private final Map<Long, Long> newestOfKey = new HashMap<>();
    private final Map<Long, Long> newestOfKeyThisRun = new HashMap<>();
    private final Set<Long> appliedThisRun = new HashSet<>();

    /** Fails where it is told to. */
    SimulatedDatabase(final BooleanSupplier fails) {
        this.fails = fails;
    }

    /** A new run may repeat rows, in order. */
    void restart() {
        newestOfKeyThisRun.clear();
        appliedThisRun.clear();
    }

    void apply(final Batch<Change> batch, final int batchSize) {
        final List<Row> transaction = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            final Change change = batch.payload(i);
            require(batch.isTransaction(i) == change.whole(), "a batch knows whole transactions");
            require(batch.rows(i) == change.rows().size(), "a batch knows its rows");
            for (final Row row : change.rows()) {
                failPerhaps();
                transaction.add(row);
            }
        }
        require(batch.rows() == transaction.size(), "a batch counts its rows");
        require(batch.rows() <= batchSize || batch.size() == 1, "only a transaction alone may be greater than a batch");
        transaction.forEach(this::commit);
        failPerhaps();
    }

    private void failPerhaps() {
        if (fails.getAsBoolean()) {
            throw new IllegalStateException("as the seed wants it");
        }
    }

    private void commit(final Row row) {
        require(appliedThisRun.add(row.number()), "no row is applied twice in one run");
        for (final long key : row.keys()) {
            final Long before = newestOfKeyThisRun.put(key, row.number());
            require(before == null || before <= row.number(), "rows of one key are applied in order");
            newestOfKey.put(key, row.number());
        }
        applied.add(row.number());
    }

    boolean holds(final Change change) {
        return change.rows().stream().allMatch(row -> applied.contains(row.number()));
    }

    boolean holdsNothingOf(final Change change) {
        return change.rows().stream().noneMatch(row -> applied.contains(row.number()));
    }

    Map<Long, Long> outcome() {
        return newestOfKey;
    }

    private static void require(final boolean holds, final String promise) {
        if (!holds) {
            throw new AssertionError("violated: " + promise);
        }
    }
}
