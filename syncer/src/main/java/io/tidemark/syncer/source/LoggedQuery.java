// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import com.github.shyiko.mysql.binlog.event.QueryEventData;
import io.tidemark.syncer.ddl.LoggedSession;

/** A statement with what was logged of its session. The connector leaves that out. */
final class LoggedQuery extends QueryEventData {
    private static final long serialVersionUID = 1L;
    private static final int START_ALTER = 2;
    private static final int ROLLBACK_ALTER = 8;

    private final transient StatusVariables variables;
    private final transient SessionNames names;

    LoggedQuery(final StatusVariables variables, final SessionNames names) {
        this.variables = variables;
        this.names = names;
    }

    /** Only statements that are handed over are asked for it. */
    LoggedSession session(final long headerMs) {
        final LoggedSession session = names.session(variables);
        return session.variables().isEmpty()
                ? session
                : session.with("timestamp", SessionNames.timestamp(headerMs, variables));
    }

    /** Whether it only says that an ALTER has begun, or was given up. MariaDB logs the text again at its end. */
    boolean changesNothing() {
        return (variables.alterPhase() & (START_ALTER | ROLLBACK_ALTER)) != 0;
    }
}
