// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.faults.FaultyLink;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections that are kept for what comes next, and what becomes of them. */
class KeptConnectionIT {
    private static final RetryPolicy QUICK = new RetryPolicy(3, Duration.ofMillis(10), Duration.ofMillis(20));

    private FaultyLink link;
    private RetriedTransaction transactions;

    @BeforeEach
    void connect() throws IOException {
        link = new FaultyLink(TestServer.server());
        transactions = new RetriedTransaction(new Downstream(link.server()), QUICK);
    }

    @AfterEach
    void close() throws IOException {
        transactions.close();
        link.close();
    }

    private long session() throws InterruptedException {
        return transactions.run("ask who asks", KeptConnectionIT::session);
    }

    private static long session(final Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT CONNECTION_ID()")) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void servesOneTransactionAfterTheOther() throws Exception {
        transactions.check();
        final long first = session();
        assertThat(session()).isEqualTo(first);
        transactions.close();
        final long other = session();
        assertThat(other).isNotEqualTo(first);
        assertThat(session()).as("kept no more").isNotEqualTo(other);
    }

    @Test
    void isReplacedWhenItIsLost() throws Exception {
        transactions.check();
        final long first = session();
        link.cut();
        assertThat(session()).isNotEqualTo(first);
    }

    /** What it had begun would be committed with the next one. */
    @Test
    void isGivenUpWithATransactionThatFailed() throws Exception {
        transactions.check();
        final long first = session();
        assertThatThrownBy(() -> transactions.run("fail", connection -> {
                    throw new OperatorException("on purpose");
                }))
                .hasMessage("on purpose");
        assertThat(session()).isNotEqualTo(first);
    }

    @Test
    void ofQuestionsIsReplacedWhenItIsLost() {
        try (RetriedQuestions questions = new RetriedQuestions(new Downstream(link.server()))) {
            final DownstreamPresence presence = new DownstreamPresence(questions);
            assertThat(presence.hasSchema("mysql")).isTrue();
            final long connected = link.roundTrips();
            assertThat(presence.hasTable(TableId.of("mysql", "none"))).isFalse();
            assertThat(link.roundTrips() - connected).isEqualTo(1);
            link.cut();
            assertThat(presence.hasSchema("mysql")).isTrue();
        }
    }
}
