// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.check;

import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.task.Task;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the account of the downstream has to be allowed with the replicated tables, and with the checkpoint. */
record DownstreamPrivileges(Side downstream, Task task, List<TablePair> pairs) implements Check {
    private static final List<String> ROWS = List.of("SELECT", "INSERT", "UPDATE", "DELETE");
    private static final List<String> DDL = List.of("CREATE", "ALTER", "DROP", "INDEX");
    /** The checkpoint's, the lease's, and what exactly-once needs. */
    private static final List<String> OWN_TABLES = List.of("checkpoint", "lease", "progress", "ddl", "flushed");

    @Override
    public String name() {
        return "privileges";
    }

    @Override
    public void run(final Findings to) throws SQLException {
        final Grants grants = Grants.of(downstream);
        final String account = downstream.account();
        final SortedMap<String, List<TableId>> schemas = new TreeMap<>();
        for (final TablePair pair : pairs) {
            schemas.computeIfAbsent(pair.target().schema(), name -> new ArrayList<>())
                    .add(pair.target());
        }
        schemas.forEach((schema, tables) -> {
            final List<String> rows = ROWS.stream()
                    .filter(privilege -> tables.stream().anyMatch(table -> !grants.allows(privilege, table)))
                    .toList();
            if (!rows.isEmpty()) {
                to.fail(
                        downstream,
                        account + " lacks " + String.join(", ", rows) + " on schema " + schema
                                + ", so rows can't be applied",
                        grant(rows, schema, account));
            }
            final List<String> ddl = lacking(grants, DDL, schema);
            if (!ddl.isEmpty()) {
                to.warn(
                        downstream,
                        account + " lacks " + String.join(", ", ddl) + " on schema " + schema
                                + ", so such a DDL will stop the task",
                        grant(ddl, schema, account));
            }
        });
        checkpoint(to, grants, account);
        if (!grants.allowsEverywhere("PROCESS")) {
            to.warn(
                    downstream,
                    account + " lacks PROCESS, so after a crash tables that swap their names can't be told apart",
                    "GRANT PROCESS ON *.* TO " + account);
        }
        if (to.isEmpty()) {
            to.ok(downstream, account + " has what a run needs");
        }
    }

    private void checkpoint(final Findings to, final Grants grants, final String account) throws SQLException {
        final String schema = task.metaSchema();
        final List<String> missing = new ArrayList<>(lacking(grants, ROWS, schema));
        final List<String> tables =
                downstream.column("SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = ?", schema);
        final boolean allThere =
                OWN_TABLES.stream().allMatch(table -> tables.contains(task.name() + "_syncer_" + table));
        if (!allThere) {
            missing.addAll(lacking(grants, List.of("CREATE"), schema));
        }
        if (!missing.isEmpty()) {
            to.fail(
                    downstream,
                    account + " lacks " + String.join(", ", missing) + " on schema " + schema
                            + ", where the checkpoint is kept",
                    grant(missing, schema, account));
        }
    }

    private static List<String> lacking(final Grants grants, final List<String> privileges, final String schema) {
        return privileges.stream()
                .filter(privilege -> !grants.allows(privilege, schema))
                .toList();
    }

    private static String grant(final List<String> privileges, final String schema, final String account) {
        return "GRANT " + String.join(", ", privileges) + " ON " + Side.quoted(schema) + ".* TO " + account;
    }
}
