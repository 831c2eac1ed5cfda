// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.task;

import static java.util.Objects.requireNonNull;

import io.tidemark.syncer.routing.TableRules;

/**
 * What is replicated, from where to where, and how.
 *
 * @param name       names the task, and its checkpoint table {@code <name>_syncer_checkpoint}.
 * @param metaSchema the downstream schema that holds the checkpoint table.
 * @param target     the downstream.
 * @param source     the upstream.
 * @param syncer     how rows are applied.
 * @param ddl        what is to become of single statements.
 * @param tables     which tables, which of their events, and under which names.
 */
public record Task(
        String name,
        String metaSchema,
        Server target,
        Source source,
        SyncerSettings syncer,
        DdlSettings ddl,
        TableRules tables) {
    /** DM's default. */
    public static final String DEFAULT_META_SCHEMA = "dm_meta";

    /** What the checkpoint table's name, of at most 64 characters, leaves for the task's. */
    public static final int MAX_NAME_LENGTH = 64 - "_syncer_checkpoint".length();

    /** All are required. */
    public Task {
        requireNonNull(name, "name");
        requireNonNull(metaSchema, "metaSchema");
        requireNonNull(target, "target");
        requireNonNull(source, "source");
        requireNonNull(syncer, "syncer");
        requireNonNull(ddl, "ddl");
        requireNonNull(tables, "tables");
    }

    /**
     * A task that says nothing of single statements.
     *
     * @param name       names the task.
     * @param metaSchema the downstream schema that holds the checkpoint table.
     * @param target     the downstream.
     * @param source     the upstream.
     * @param syncer     how rows are applied.
     */
    public Task(
            final String name,
            final String metaSchema,
            final Server target,
            final Source source,
            final SyncerSettings syncer) {
        this(name, metaSchema, target, source, syncer, DdlSettings.NONE);
    }

    /**
     * A task that replicates everything, each table to one of its own name.
     *
     * @param name       names the task.
     * @param metaSchema the downstream schema that holds the checkpoint table.
     * @param target     the downstream.
     * @param source     the upstream.
     * @param syncer     how rows are applied.
     * @param ddl        what is to become of single statements.
     */
    public Task(
            final String name,
            final String metaSchema,
            final Server target,
            final Source source,
            final SyncerSettings syncer,
            final DdlSettings ddl) {
        this(name, metaSchema, target, source, syncer, ddl, TableRules.everything(metaSchema));
    }
}
