package io.tidemark.core.store;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A statement of the embedder's that becomes durable together with a checkpoint: for instance the state of shards whose
 * DDL is being coordinated.
 *
 * @param sql        one statement that changes data, with {@code ?} for parameters. It may be executed again after a
 *                   failure, so it must be one that can be repeated.
 * @param parameters their values, in order; a value may be null.
 */
public record ExtraStatement(String sql, List<Object> parameters) {
    /** Both are required; the list is copied. */
    public ExtraStatement {
        requireNonNull(sql, "sql");
        parameters = Collections.unmodifiableList(new ArrayList<>(parameters));
    }
}
