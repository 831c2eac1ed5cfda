// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import io.tidemark.core.schema.TableId;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns, once a table, of storage engines that can't commit rows together with the progress that claims them. For one
 * thread.
 */
final class EngineCheck {
    private static final Logger LOG = LoggerFactory.getLogger(EngineCheck.class);

    private final Set<TableId> warned = new HashSet<>();

    /** @param engine null where there is none, as of a view. */
    void check(final TableId table, final String engine, final boolean hasTransactions) {
        if (engine != null && !hasTransactions && warned.add(table)) {
            LOG.warn(
                    "Table {} is kept by {}, which has no transactions: a crash may repeat or tear rows of it;"
                            + " ALTER TABLE {} ENGINE=InnoDB downstream",
                    table,
                    engine,
                    table);
        }
    }
}
