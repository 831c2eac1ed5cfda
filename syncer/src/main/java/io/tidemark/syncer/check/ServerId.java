// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.check;

import io.tidemark.syncer.source.Upstream;
import io.tidemark.syncer.task.Task;
import java.sql.SQLException;

/** Whether another replica calls itself as this one would. */
record ServerId(Side side, Upstream upstream, Task task) implements Check {
    @Override
    public String name() {
        return "server id";
    }

    @Override
    public void run(final Findings to) throws SQLException {
        if (side.setting("server_id").equals("0")) {
            to.fail(side, "its server_id is 0, with which it serves no replica", "SET GLOBAL server_id = <a number>");
            return;
        }
        final long id = upstream.serverId(task.source().serverId());
        to.ok(side, task.source().serverId().isPresent() ? id + " is free" : "a free one is chosen at each start");
    }
}
