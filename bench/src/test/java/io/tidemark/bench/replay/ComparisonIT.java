// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.task.Server;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ComparisonIT {
    private static Recording recording;

    @BeforeAll
    static void record() {
        recording = Recording.of(Workload.INSERTS, 300);
    }

    @AfterAll
    static void close() {
        recording.close();
    }

    /** The database's own replica, and then a row is gone. */
    private static final class Forgetful implements Contender {
        private final Contender replica = NativeReplica.single();

        @Override
        public String key() {
            return "forgetful";
        }

        @Override
        public String description() {
            return "loses a row";
        }

        @Override
        public int workers() {
            return 1;
        }

        @Override
        public int batch() {
            return 0;
        }

        @Override
        public boolean isRemote() {
            return false;
        }

        @Override
        public Replayed replay(final Recording replayed, final EmbeddedServer downstream, final Server door)
                throws InterruptedException {
            final Replayed result = replica.replay(replayed, downstream, door);
            try (Connection connection = downstream.connect();
                    Statement sql = connection.createStatement()) {
                sql.execute("DELETE FROM " + Workload.SCHEMA + ".sbtest2 LIMIT 1");
            } catch (final SQLException e) {
                throw new IllegalStateException(e);
            }
            return result;
        }

        @Override
        public void close() {
            replica.close();
        }
    }

    @Test
    void eachContenderLeavesTheUpstreamsRows() throws Exception {
        final List<Entrant> entrants =
                new ArrayList<>(Contenders.of(Contenders.keys(), List.of(2), List.of(10), List.of(Duration.ZERO)));
        // the same process again, over the slower way
        final Entrant first = entrants.get(0);
        entrants.add(new Entrant(first.contender(), Duration.ofMillis(1)));
        final List<Run> runs = new ArrayList<>();
        final StringWriter progress = new StringWriter();
        try {
            new Comparison(entrants, 0, 1, new PrintWriter(progress), runs::add).run(recording);
        } finally {
            entrants.forEach(entrant -> entrant.contender().close());
        }

        assertThat(runs)
                .extracting(Run::contender)
                .containsAll(Contenders.keys())
                .hasSize(entrants.size());
        assertThat(runs).allSatisfy(run -> {
            assertThat(run.rows()).isEqualTo(recording.rows());
            assertThat(run.seconds()).isPositive();
            assertThat(run.serverPeakBytes()).isPositive();
            assertThat(run.applierPeakBytes() > 0).isEqualTo(!run.contender().startsWith("native"));
        });
        assertThat(progress.toString().lines()).hasSize(entrants.size());
    }

    @Test
    void endsAndNamesTheContenderWhoLosesARowAndItsTable() {
        final List<Run> runs = new ArrayList<>();
        final Comparison comparison = new Comparison(
                List.of(new Entrant(new Forgetful(), Duration.ZERO)),
                0,
                1,
                new PrintWriter(new StringWriter()),
                runs::add);

        assertThatThrownBy(() -> comparison.run(recording))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("forgetful")
                .hasMessageContaining("inserts")
                .hasMessageContaining("sbtest2");
        assertThat(runs).isEmpty();
    }
}
