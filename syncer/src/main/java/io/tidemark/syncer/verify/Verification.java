// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.location.Location;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.source.Upstream;
import io.tidemark.syncer.task.Task;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * Compares both sides of a task while it replicates, and says which rows stay different. Writes to neither server.
 *
 * <p>One thread runs it; any thread may {@link #stop} it.
 */
public final class Verification {
    private static final int NO_SUCH_TABLE = 1146;
    private static final int NO_SUCH_COLUMN = 1054;
    private static final int DEFINITION_CHANGED = 1412;

    private final Task task;
    private final VerifyOptions options;
    private final PrintWriter out;
    private final PrintWriter progressOut;
    private final TableRoutes routes;
    private final CountDownLatch end = new CountDownLatch(1);

    /**
     * Connects to nothing yet.
     *
     * @param task    whose sides are compared.
     * @param options what is compared, how gently, and what is shown.
     * @param out     where the result goes.
     * @param err     where progress goes if the result is JSON.
     */
    public Verification(final Task task, final VerifyOptions options, final PrintWriter out, final PrintWriter err) {
        this.task = requireNonNull(task, "task");
        this.options = requireNonNull(options, "options");
        this.out = requireNonNull(out, "out");
        this.progressOut = options.json() ? requireNonNull(err, "err") : out;
        this.routes = TableRoutes.of(task);
    }

    /** Breaks it off soon; what is done is kept in the state's file. Any thread, any number of times; does not wait. */
    public void stop() {
        end.countDown();
    }

    /**
     * Compares.
     *
     * @return whether both sides are equal; empty if it was stopped before it knew.
     * @throws OperatorException    if a server can't be asked, or there is nothing to compare.
     * @throws InterruptedException if the thread is interrupted.
     */
    public Optional<Boolean> run() throws InterruptedException {
        final Journal journal =
                Journal.open(options.state(), task.name(), task.source().id());
        try (Lanes lanes = new Lanes(
                        new ServerReached("upstream", task.source().server()),
                        new ServerReached("downstream", task.target()),
                        options.threads());
                VerifyDisplay display = new VerifyDisplay(progressOut, options.terminal())) {
            display.say((journal.isBegun() ? "going on with " : "comparing ") + "task " + task.name() + ": "
                    + task.source().server() + " with " + task.target());
            final List<TableResult> results = new ArrayList<>();
            final List<TablePair> pairs = new TableMatching(routes, new TableChoice(options.tables()))
                    .match(
                            new ShapeReader(lanes.own().left()),
                            new ShapeReader(lanes.own().right()),
                            results);
            if (pairs.isEmpty() && results.stream().allMatch(result -> result.verdict() == Verdict.LEFT_OUT)) {
                results.forEach(result -> show(display, result));
                throw new OperatorException("there is no table to compare"
                        + (options.tables().isEmpty()
                                ? (results.isEmpty()
                                        ? ""
                                        : ": filters concern each of them, so name some with --tables")
                                : ": none is called " + String.join(" or ", options.tables())));
            }
            results.forEach(result -> show(display, result));
            pairs.forEach(pair -> display.expect(
                    Math.max(0, pair.aboutRows() - journal.of(pair).rows())));
            final Arrival arrival = new Arrival(
                    this::upstreamLocation, new FlushedPoint(task), lanes.own().right(), options.patience(), end);
            return compare(pairs, results, lanes, arrival, journal, display);
        } catch (final SQLException e) {
            journal.save();
            throw new OperatorException(
                    "can't compare: " + e.getMessage()
                            + (options.state().isPresent() ? "; start again to go on from here" : ""),
                    e);
        }
    }

    private Optional<Boolean> compare(
            final List<TablePair> pairs,
            final List<TableResult> results,
            final Lanes lanes,
            final Arrival arrival,
            final Journal journal,
            final VerifyDisplay display)
            throws SQLException, InterruptedException {
        final Pace pace = new Pace(options.rowsPerSecond(), end);
        final int all = results.size() + pairs.size();
        for (final TablePair pair : pairs) {
            final TableProgress before = journal.of(pair);
            final Optional<TableResult> result = before.result() != null
                    ? Optional.of(before.result())
                    : verify(pair, new TableVerification(pair, options, lanes, arrival, pace, journal, display));
            if (result.isEmpty() || arrival.isEndWanted()) {
                journal.save();
                display.say("stopped after " + results.size() + " of " + all + " tables"
                        + (options.state().isPresent() ? ": start again to go on from here" : ""));
                return Optional.empty();
            }
            journal.set(pair, journal.of(pair).ended(result.get()));
            results.add(result.get());
            show(display, result.get());
        }
        final VerifyReport report = VerifyReport.of(task.name(), display.rows(), display.seconds(), results);
        display.close();
        out.println(options.json() ? report.json() : report.summary());
        out.flush();
        journal.delete();
        return Optional.of(report.equal());
    }

    private static Optional<TableResult> verify(final TablePair pair, final TableVerification verification)
            throws SQLException, InterruptedException {
        try {
            return verification.run();
        } catch (final SQLException e) {
            return switch (e.getErrorCode()) {
                case NO_SUCH_TABLE, NO_SUCH_COLUMN, DEFINITION_CHANGED ->
                    Optional.of(TableResult.of(pair.name(Side.LEFT), pair.name(Side.RIGHT), Verdict.ALTERED));
                default -> throw e;
            };
        }
    }

    /** By a connection of its own: hours may pass before it is asked again. */
    private Location upstreamLocation() {
        try (Upstream upstream = Upstream.connect(task.source().server())) {
            return upstream.currentLocation();
        }
    }

    private void show(final VerifyDisplay display, final TableResult result) {
        if (!options.json()) {
            VerifyReport.lines(result).forEach(display::say);
        }
    }
}
