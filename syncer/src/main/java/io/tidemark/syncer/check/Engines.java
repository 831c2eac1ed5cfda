// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.check;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Whether each table's rows commit together with the progress that claims them. */
record Engines(Side downstream, List<TablePair> pairs) implements Check {
    @Override
    public String name() {
        return "engine";
    }

    @Override
    public void run(final Findings to) throws SQLException {
        final Set<String> transactional = new TreeSet<>();
        downstream
                .column("SELECT ENGINE FROM information_schema.ENGINES WHERE TRANSACTIONS = 'YES'")
                .forEach(engine -> transactional.add(engine.toLowerCase(Locale.ROOT)));
        for (final TablePair pair : pairs) {
            pair.downstream()
                    .filter(table ->
                            !table.engine.isEmpty() && !transactional.contains(table.engine.toLowerCase(Locale.ROOT)))
                    .ifPresent(table -> to.warn(
                            table.id,
                            "is kept by " + table.engine
                                    + ", which has no transactions: a crash may repeat or tear rows",
                            "ALTER TABLE " + table.id + " ENGINE=InnoDB"));
        }
        if (to.isEmpty() && !pairs.isEmpty()) {
            to.ok(downstream, "every table has transactions");
        }
    }
}
