// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.check;

import static java.util.Objects.requireNonNull;

import io.tidemark.syncer.checkpoint.CheckpointState;
import io.tidemark.syncer.checkpoint.TaskCheckpoint;
import io.tidemark.syncer.downstream.Downstream;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.source.Upstream;
import io.tidemark.syncer.task.Server;
import io.tidemark.syncer.task.Task;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Looks at both servers as a run would, and further, and writes nothing. One thread. */
public final class TaskCheck {
    private final Task task;
    private final Consumer<String> progress;
    private final List<Finding> found = new ArrayList<>();

    /**
     * Connects to nothing yet.
     *
     * @param task     what would be run.
     * @param progress is told what is looked at next.
     */
    public TaskCheck(final Task task, final Consumer<String> progress) {
        this.task = requireNonNull(task, "task");
        this.progress = requireNonNull(progress, "progress");
    }

    /**
     * Looks at everything that can be looked at; what needs a server that can't be reached is left out.
     *
     * @return what was found, in the order it was looked at.
     */
    public List<Finding> run() {
        found.clear();
        final Optional<Upstream> source = reachUpstream();
        final boolean target = reachDownstream();
        try (Side up = source.isPresent() ? side("upstream", task.source().server()) : null;
                Side down = target ? side("downstream", task.target()) : null) {
            look(up, source, down);
        } finally {
            source.ifPresent(Upstream::close);
        }
        return List.copyOf(found);
    }

    /** What can be looked at; a side that can't be reached is null. */
    private void look(final Side up, final Optional<Upstream> source, final Side down) {
        if (up != null) {
            run(new Versions(up, false));
        }
        if (down != null) {
            run(new Versions(down, true));
        }
        final Optional<CheckpointState> state = down == null ? Optional.empty() : state(down);
        if (up == null) {
            return;
        }
        run(new BinlogSettings(up, source.orElseThrow()));
        run(new ServerId(up, source.orElseThrow(), task));
        state.ifPresent(known -> run(new StartPosition(
                up, source.orElseThrow(), task.source(), known.stored().global())));
        final Optional<Catalog> tables = catalog(up).map(known -> known.only(task.tables()::isReplicated));
        tables.ifPresent(known -> run(new UpstreamPrivileges(up, known)));
        if (down != null && tables.isPresent()) {
            both(up, down, tables.get());
        }
    }

    private Optional<CheckpointState> state(final Side down) {
        progress.accept("checkpoint");
        try {
            final CheckpointState state = new TaskCheckpoint(task).state();
            run(new CheckpointUsable(down, state));
            return Optional.of(state);
        } catch (final OperatorException e) {
            fail("checkpoint", down.toString(), e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Catalog> catalog(final Side side) {
        progress.accept("the tables of the " + side);
        try {
            return Optional.of(Catalog.read(side, task.metaSchema()));
        } catch (final SQLException e) {
            fail("tables", side.toString(), "can't be listed: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void both(final Side up, final Side down, final Catalog upstream) {
        final Optional<Catalog> downstream = catalog(down);
        if (downstream.isEmpty()) {
            return;
        }
        final List<TablePair> pairs;
        try {
            pairs = TablePair.of(upstream, downstream.get(), task.tables().router(), down.tellsCase());
        } catch (final OperatorException e) {
            fail("routes", "a run would be refused", e.getMessage());
            return;
        }
        for (final Check check : List.of(
                new DownstreamPrivileges(down, task, pairs),
                new Routes(down, task.tables().router(), pairs),
                new Structures(down, pairs),
                new Keys(down, pairs),
                new Engines(down, pairs),
                new UpstreamForeignKeys(up, pairs),
                new ForeignKeys(down, pairs),
                new Triggers(down, pairs),
                new LetterCase(up, down, pairs),
                new PacketSize(up, down),
                new SqlModes(up, down))) {
            run(check);
        }
    }

    private void run(final Check check) {
        progress.accept(check.name());
        try {
            check.run(new Findings(check.name(), found));
        } catch (final OperatorException e) {
            fail(check.name(), "a run would be refused", e.getMessage());
        } catch (final SQLException e) {
            fail(check.name(), "a question", "is not answered: " + e.getMessage());
        }
    }

    /** Null if it can't be connected to, which a run could just now. */
    private Side side(final String role, final Server server) {
        try {
            return Side.connect(role, server);
        } catch (final SQLException e) {
            fail("connection", role + ' ' + server, "can't be made again: " + e.getMessage());
            return null;
        }
    }

    private Optional<Upstream> reachUpstream() {
        progress.accept("the upstream");
        try {
            return Optional.of(Upstream.connect(task.source().server()));
        } catch (final OperatorException e) {
            fail("connection", "upstream " + task.source().server(), e.getMessage());
            return Optional.empty();
        }
    }

    private boolean reachDownstream() {
        progress.accept("the downstream");
        try {
            Downstream.forOperators(task.target()).check();
            return true;
        } catch (final OperatorException e) {
            fail("connection", "downstream " + task.target(), e.getMessage());
            return false;
        }
    }

    private void fail(final String check, final String where, final String what) {
        found.add(new Finding(Outcome.FAIL, check, where, what, ""));
    }
}
