// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.progress;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.store.ExtraStatement;
import io.tidemark.syncer.failure.OperatorException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One start of a task: who writes, and what the downstream has confirmed to it. Any thread. */
public final class Run {
    private final String sourceId;
    private final long number;
    private final String token;
    private final CommittedBatches committed;
    private volatile Optional<ExtraStatement> proofOfDdl = Optional.empty();

    /**
     * A run that has committed nothing.
     *
     * @param sourceId whose rows are applied.
     * @param number   grows with each start, as long as rows of earlier ones are kept.
     * @param token    random: numbers begin again when the table was dropped.
     * @param workers  how many workers it has.
     */
    Run(final String sourceId, final long number, final String token, final int workers) {
        this.sourceId = requireNonNull(sourceId, "sourceId");
        this.number = number;
        this.token = requireNonNull(token, "token");
        this.committed = new CommittedBatches(workers);
    }

    String sourceId() {
        return sourceId;
    }

    /** @return grows with each start, as long as rows of earlier ones are kept. */
    public long number() {
        return number;
    }

    String token() {
        return token;
    }

    CommittedBatches committed() {
        return committed;
    }

    /** From now on no point may be claimed without this too; empty if no DDL is executed that is not claimed. */
    void proveDdl(final Optional<ExtraStatement> proof) {
        proofOfDdl = proof;
    }

    Optional<ExtraStatement> proofOfDdl() {
        return proofOfDdl;
    }

    /**
     * The condition without which no point of this run may be claimed: the downstream still has every batch that it has
     * confirmed, of every worker. Reads each worker's mark by its key, and locks nothing, so no worker waits for it.
     */
    ExtraStatement proof(final ProgressTable table) {
        final List<Object> parameters = new ArrayList<>(List.of(sourceId, number, token));
        for (int worker = 0; worker < committed.workers(); worker++) {
            parameters.add(committed.get(worker));
        }
        parameters.add(committed.workers());
        return new ExtraStatement(
                table.selectIfComplete(committed.workers()),
                parameters,
                Optional.of(
                        lostRows(table) + ": the checkpoint was not moved; start again, and compare the tables if the"
                                + " checkpoint is further than they are"));
    }

    /** What happened if a mark is behind what was confirmed. */
    String lostRows(final ProgressTable table) {
        return "the downstream has lost rows of source '" + sourceId + "' that it had committed, as " + table
                + " shows, maybe by a switch to a replica that was behind, or by a crash of a server that does not write"
                + " each commit to its disk";
    }

    /** Somebody else has come in. */
    OperatorException lost(final ProgressTable table) {
        return new OperatorException(
                "another process works on source '" + sourceId + "' now, and has shut this one out in " + table
                        + ": nothing of this batch was applied; see that only one process is started");
    }
}
