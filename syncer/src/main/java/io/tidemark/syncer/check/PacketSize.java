// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.check;

import java.sql.SQLException;

/** Whether the downstream takes what the upstream may have taken. */
record PacketSize(Side upstream, Side downstream) implements Check {
    @Override
    public String name() {
        return "packet size";
    }

    @Override
    public void run(final Findings to) throws SQLException {
        final long up = Long.parseLong(upstream.setting("max_allowed_packet"));
        final long down = Long.parseLong(downstream.setting("max_allowed_packet"));
        if (down < up) {
            to.warn(
                    downstream,
                    "max_allowed_packet is " + down + ", upstream " + up + ": a row that is larger stops the task",
                    "SET GLOBAL max_allowed_packet = " + up);
        } else {
            to.ok(downstream, "max_allowed_packet is " + down + ", upstream " + up);
        }
    }
}
