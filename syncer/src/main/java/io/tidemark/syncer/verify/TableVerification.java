// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import io.tidemark.syncer.verify.RowDifference.Kind;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/** Compares one table: chunk by chunk, and then again whatever differed. One thread, which others work for. */
final class TableVerification {
    /** So many rows are looked at again at a time, since their keys are kept in memory. */
    private static final int MOST_SUSPECTS = 100_000;

    /** A table with so many different rows needs a new copy, not a list. */
    private static final long ENOUGH = 10_000;

    private static final int AHEAD = 2;

    private final TablePair table;
    private final VerifyOptions options;
    private final Lanes lanes;
    private final SecondLooks.Waiting arrival;
    private final Pace pace;
    private final Journal journal;
    private final VerifyDisplay display;
    private final Differences differences;
    private final Set<List<String>> suspects = new LinkedHashSet<>();
    private final List<KeyRange> open = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private List<String> reached;
    private long chunks;
    private long rows;
    private long targetRows;
    private long unsettled;
    private boolean undecided;

    TableVerification(
            final TablePair table,
            final VerifyOptions options,
            final Lanes lanes,
            final SecondLooks.Waiting arrival,
            final Pace pace,
            final Journal journal,
            final VerifyDisplay display) {
        this.table = table;
        this.options = options;
        this.lanes = lanes;
        this.arrival = arrival;
        this.pace = pace;
        this.journal = journal;
        this.display = display;
        this.differences = new Differences(table, options.shown());
        final TableProgress progress = journal.of(table);
        this.open.addAll(progress.open());
        this.reached = progress.reached();
        this.chunks = progress.chunks();
        this.rows = progress.rows();
        this.targetRows = progress.targetRows();
    }

    /** Compares it; empty if the end was wanted before. */
    Optional<TableResult> run() throws SQLException, InterruptedException {
        notes.addAll(table.notes());
        for (final KeyRange range : List.copyOf(open)) {
            if (arrival.isEndWanted()) {
                return Optional.empty();
            }
            suspects.addAll(
                    join(lanes.submit(lane -> ChunkLook.at(range, table, lane))).suspects());
        }
        walk();
        settle();
        return arrival.isEndWanted() ? Optional.empty() : Optional.of(result());
    }

    private void walk() throws SQLException, InterruptedException {
        final Deque<CompletableFuture<ChunkLook>> looks = new ArrayDeque<>();
        List<String> after = reached;
        boolean more = true;
        while ((more || !looks.isEmpty()) && !arrival.isEndWanted()) {
            while (more && looks.size() < lanes.count() * AHEAD && pace.take(options.chunkRows())) {
                final KeyRange range = new KeyRange(after, boundary(after));
                looks.add(lanes.submit(lane -> ChunkLook.at(range, table, lane)));
                after = range.upTo();
                more = !after.isEmpty();
            }
            if (!looks.isEmpty()) {
                looked(join(looks.remove()));
            }
            if (differences.count() >= ENOUGH) {
                notes.add(String.format(
                        Locale.ROOT,
                        "broken off after %,d different rows%s: copy it anew",
                        differences.count(),
                        reached.isEmpty() ? "" : ", at " + String.join(", ", reached)));
                looks.forEach(look -> look.cancel(false));
                return;
            }
        }
    }

    private List<String> boundary(final List<String> after) throws SQLException {
        final boolean ranged = table.key().map(RowKey::isRanged).orElse(false);
        return ranged ? lanes.own().reader(table, Side.LEFT).boundary(after, options.chunkRows()) : List.of();
    }

    private void looked(final ChunkLook look) throws SQLException, InterruptedException {
        chunks++;
        rows += look.left().rows();
        targetRows += look.right().rows();
        if (!look.suspects().isEmpty()) {
            suspects.addAll(look.suspects());
            open.add(look.range());
        }
        display.looked(table, Math.max(look.left().rows(), look.right().rows()), suspects.size());
        if (look.range().upTo().isEmpty()) {
            return; // the last: to be looked at again if this process ends before the table does
        }
        reached = look.range().upTo();
        journal.set(table, progress());
        if (suspects.size() >= MOST_SUSPECTS) {
            settle();
        }
    }

    private TableProgress progress() {
        final TableProgress none = TableProgress.none(table);
        return new TableProgress(none.key(), none.columns(), reached, chunks, rows, targetRows, open, null);
    }

    /** Ranges stay open: what is different in them has to be found again by another process. */
    private void settle() throws SQLException, InterruptedException {
        if (suspects.isEmpty() || arrival.isEndWanted()) {
            return;
        }
        arrival.mark();
        // without a key every look reads the whole table
        final int batch = table.key().isPresent() ? SecondLooks.BATCH : suspects.size();
        final boolean whole = suspects.contains(ChunkLook.WHOLE);
        final SecondLooks.Outcome outcome =
                new SecondLooks(this::look, batch, arrival).settle(suspects, differences::add);
        undecided |= whole && outcome.unsettled() > 0;
        suspects.clear();
        unsettled += outcome.unsettled();
        if (!outcome.isWaitedFor() && !arrival.isEndWanted()) {
            notes.add("the replication does not get on, so what differs may be only on its way");
        }
    }

    private Map<List<String>, List<String>> look(final Side side, final List<List<String>> keys) throws SQLException {
        final SideReader reader = lanes.own().reader(table, side);
        if (keys.contains(ChunkLook.WHOLE)) {
            final Digest digest = reader.digest(KeyRange.ALL);
            return Map.of(
                    ChunkLook.WHOLE,
                    List.of(digest.rows() + " rows " + digest.checksum() + (digest.isWhole() ? "" : " of " + side)));
        }
        return table.key().isPresent() ? reader.looks(keys) : reader.counts();
    }

    private TableResult result() {
        final List<String> missing = table.missingColumns();
        return new TableResult(
                table.name(Side.LEFT),
                table.name(Side.RIGHT),
                verdict(missing),
                rows,
                targetRows,
                chunks,
                differences.count(Kind.MISSING),
                differences.count(Kind.EXTRA),
                differences.count(Kind.DIFFERS),
                unsettled,
                differences.first(),
                missing,
                notes.stream().distinct().collect(Collectors.toList()));
    }

    private Verdict verdict(final List<String> missingColumns) {
        if (!missingColumns.isEmpty() || differences.count() > 0) {
            return Verdict.DIFFERENT;
        }
        return undecided ? Verdict.UNDECIDED : Verdict.EQUAL;
    }

    private static <T> T join(final CompletableFuture<T> work) throws SQLException {
        try {
            return work.join();
        } catch (final CompletionException e) {
            if (e.getCause() instanceof final SQLException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
