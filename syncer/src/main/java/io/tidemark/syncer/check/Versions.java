// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.check;

import java.sql.SQLException;

/** Which server is there, and whether it takes what a run wants to do. */
record Versions(Side side, boolean written) implements Check {
    @Override
    public String name() {
        return "version";
    }

    @Override
    public void run(final Findings to) throws SQLException {
        final boolean old = side.isMariadb() ? !side.isAtLeast(10, 2) : !side.isAtLeast(5, 7);
        if (old) {
            to.warn(
                    side,
                    side.version() + " is older than anything that Tidemark knows",
                    "upgrade to MySQL 5.7 or MariaDB 10.2 at least");
        } else {
            to.ok(side, side.version());
        }
        if (written && !side.setting("read_only").matches("|OFF|NO_LOCK")) {
            to.fail(
                    side,
                    "read_only is " + side.setting("read_only") + ", so nothing can be applied",
                    "check that it is the right server, or SET GLOBAL read_only = OFF");
        }
    }
}
