// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.ddl.DdlEvent;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.routing.RowEvent;
import io.tidemark.syncer.routing.TableRules;
import io.tidemark.syncer.task.Task;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Where a task replicates tables to, as a comparison asks it. Several tables may go to one. Immutable. */
record TableRoutes(TableRules rules) {
    /** Statements that take rows away. */
    private static final List<DdlEvent> CLEARING = List.of(
            DdlEvent.TRUNCATE_TABLE,
            DdlEvent.DROP_TABLE_PARTITION,
            DdlEvent.TRUNCATE_TABLE_PARTITION,
            DdlEvent.EXCHANGE_TABLE_PARTITION);

    TableRoutes {
        requireNonNull(rules, "rules");
    }

    static TableRoutes of(final Task task) {
        return new TableRoutes(task.tables());
    }

    /** Empty if the task leaves the table out. */
    Optional<TableId> target(final TableId source) {
        return rules.isReplicated(source) ? Optional.of(rules.router().target(source)) : Optional.empty();
    }

    /** The changes of a table's rows that filters leave out: sides differ on purpose. */
    List<String> leftOutRows(final TableId source) {
        return Stream.of(RowEvent.values())
                .filter(event -> rules.filter().ignores(source, event))
                .map(Enum::name)
                .toList();
    }

    /** The statements that take away rows of a table, and that filters leave out: sides differ once there was one. */
    List<String> leftOutStatements(final TableId source) {
        return CLEARING.stream()
                .filter(event -> rules.filter().ignores(source, Set.of(event), ""))
                .map(event -> event.name().replace('_', ' ').toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Where a table would go if it were replicated: what the downstream has there is its own affair. */
    Optional<TableId> targetIfReplicated(final TableId source) {
        try {
            return Optional.of(rules.router().target(source));
        } catch (final OperatorException e) {
            return Optional.empty(); // two rules are about it, but no run asks about a table that is left out
        }
    }

    /** Whether a table downstream is one that a table upstream would go to, if there were one of the right name. */
    boolean isTarget(final TableId target) {
        return !rules.isReserved(target.schema())
                && (rules.router().leadsTo(target)
                        || (rules.isReplicated(target) && !rules.router().concerns(target)));
    }
}
