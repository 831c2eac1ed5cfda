package io.tidemark.syncer.progress;

import static java.util.Objects.requireNonNull;

import io.tidemark.syncer.failure.OperatorException;

/**
 * One start of a task.
 *
 * @param sourceId whose rows are applied.
 * @param number   grows with each start, as long as rows of earlier ones are kept.
 * @param token    random: numbers begin again when the table was dropped.
 */
public record Run(String sourceId, long number, String token) {
    /** All are required. */
    public Run {
        requireNonNull(sourceId, "sourceId");
        requireNonNull(token, "token");
    }

    /** Somebody else has come in. */
    OperatorException lost(final ProgressTable table) {
        return new OperatorException(
                "another process works on source '" + sourceId + "' now, and has shut this one out in " + table
                        + ": nothing of this batch was applied; see that only one process is started");
    }
}
