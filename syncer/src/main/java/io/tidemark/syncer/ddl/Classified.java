// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.ddl;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.schema.TableId;
import java.util.List;

/**
 * What a statement is, and what it changes. Immutable.
 *
 * @param verdict what to do with it.
 * @param reason  why it is skipped, or what the parser did not understand, for people; empty otherwise.
 * @param tables  the tables and views that it creates, changes or drops, in the order of the text, under old and new
 *                names; not those that it only reads.
 * @param schemas the schemas that it creates, changes or drops as a whole.
 */
public record Classified(Verdict verdict, String reason, List<TableId> tables, List<String> schemas) {
    /** Copies the lists. */
    public Classified {
        requireNonNull(verdict, "verdict");
        requireNonNull(reason, "reason");
        tables = List.copyOf(tables);
        schemas = List.copyOf(schemas);
    }

    static Classified of(final Verdict verdict, final String reason) {
        return new Classified(verdict, reason, List.of(), List.of());
    }
}
