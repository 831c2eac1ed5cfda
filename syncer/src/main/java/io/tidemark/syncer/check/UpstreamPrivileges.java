// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.check;

import java.sql.SQLException;

/** What the account of the source has to be allowed. */
record UpstreamPrivileges(Side upstream, Catalog catalog) implements Check {
    private static final String READ_BINLOGS = "REPLICATION SLAVE";
    private static final String ASK_BINLOGS = "REPLICATION CLIENT";
    /** What MariaDB has called it since 10.5; it takes the other name too. */
    private static final String ASK_BINLOGS_MARIADB = "BINLOG MONITOR";

    @Override
    public String name() {
        return "privileges";
    }

    @Override
    public void run(final Findings to) throws SQLException {
        final Grants grants = Grants.of(upstream);
        final String account = upstream.account();
        if (!grants.allowsEverywhere(READ_BINLOGS)) {
            to.fail(
                    upstream,
                    account + " lacks " + READ_BINLOGS + ", so it can't read binlogs",
                    "GRANT " + READ_BINLOGS + " ON *.* TO " + account);
        }
        if (!grants.allowsEverywhere(ASK_BINLOGS)
                && !grants.allowsEverywhere(ASK_BINLOGS_MARIADB)
                && !grants.allowsEverywhere("SUPER")) {
            to.fail(
                    upstream,
                    account + " lacks " + ASK_BINLOGS + ", so it can't ask where binlogs begin and end",
                    "GRANT " + ASK_BINLOGS + " ON *.* TO " + account);
        }
        if (catalog.tables().isEmpty()) {
            to.warn(
                    upstream,
                    account
                            + " sees no table that is replicated: there is none, or it lacks SELECT, which a run does not"
                            + " need, but this check and verify",
                    "GRANT SELECT ON <schema>.* TO " + account);
        }
        if (to.isEmpty()) {
            to.ok(upstream, account + " has what a run needs");
        }
    }
}
