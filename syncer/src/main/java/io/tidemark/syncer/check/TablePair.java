// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.check;

import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.routing.TableRouter;
import java.util.List;
import java.util.Optional;

/**
 * A replicated table and where its rows go.
 *
 * @param source     the table upstream.
 * @param target     the name downstream.
 * @param downstream the table there, if there is one.
 */
record TablePair(Catalog.Table source, TableId target, Optional<Catalog.Table> downstream) {
    /**
     * All tables of the upstream, each under the name that it gets.
     *
     * @throws io.tidemark.syncer.failure.OperatorException if two routes are about one table.
     */
    static List<TablePair> of(
            final Catalog upstream, final Catalog downstream, final TableRouter router, final boolean caseMatters) {
        return upstream.tables().stream()
                .map(table -> of(table, router.target(table.id), downstream, caseMatters))
                .toList();
    }

    private static TablePair of(
            final Catalog.Table source, final TableId target, final Catalog downstream, final boolean caseMatters) {
        return new TablePair(source, target, caseMatters ? downstream.find(target) : downstream.findFolded(target));
    }
}
