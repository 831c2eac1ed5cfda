// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A statement of the embedder's that becomes durable together with a checkpoint: for instance the state of shards whose
 * DDL is being coordinated. Or a condition, without which the checkpoint must not become durable.
 *
 * @param sql        one statement with {@code ?} for parameters: one that changes data, or a query that is a condition. It
 *                   may be executed again, after a failure, or as a condition of each transaction of a great change, so it must be one
 *                   that can be repeated.
 * @param parameters their values, in order; a value may be null.
 * @param otherwise  if present, the statement has to find a row: a query one at least, a change one to change. Where it
 *                   finds none no point is written, and the write fails with this message as a
 *                   {@link CheckpointRefusedException}.
 */
public record ExtraStatement(String sql, List<Object> parameters, Optional<String> otherwise) {
    /** All are required; the list is copied. */
    public ExtraStatement {
        requireNonNull(sql, "sql");
        parameters = Collections.unmodifiableList(new ArrayList<>(parameters));
        requireNonNull(otherwise, "otherwise");
    }

    /**
     * A statement that need not find anything.
     *
     * @param sql        one statement that changes data, and can be repeated.
     * @param parameters values of its parameters.
     */
    public ExtraStatement(final String sql, final List<Object> parameters) {
        this(sql, parameters, Optional.empty());
    }
}
