// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class SecondLooksTest {
    private static final List<String> KEY = List.of("7");

    private final List<SecondLooks.Difference> differences = new ArrayList<>();
    private final Scripted servers = new Scripted();

    /** One row, whose value at each look is scripted; -1 if it is not there. */
    private static final class Scripted implements SecondLooks.Rows, SecondLooks.Waiting {
        private IntFunction<Integer> upstream = look -> 1;
        private IntFunction<Integer> downstream = look -> 1;
        private int looksUp;
        private int looksDown;
        private int waits;
        private boolean arrives = true;
        private boolean ended;

        @Override
        public Map<List<String>, List<String>> look(final Side side, final List<List<String>> keys) {
            final int value = side == Side.LEFT ? upstream.apply(looksUp++) : downstream.apply(looksDown++);
            final Map<List<String>, List<String>> found = new HashMap<>();
            if (value >= 0) {
                found.put(KEY, List.of("7", Integer.toString(value)));
            }
            return found;
        }

        @Override
        public boolean awaitArrival() {
            waits++;
            return arrives;
        }

        @Override
        public void mark() {}

        @Override
        public boolean pause() {
            return !ended;
        }

        @Override
        public boolean isEndWanted() {
            return ended;
        }
    }

    private SecondLooks.Outcome settle() throws Exception {
        return new SecondLooks(servers, SecondLooks.BATCH, servers).settle(List.of(KEY), differences::add);
    }

    @Test
    void forgetsARowThatArrivesALittleLater() throws Exception {
        servers.upstream = look -> 2;
        servers.downstream = look -> look < 2 ? 1 : 2;

        assertThat(settle()).isEqualTo(new SecondLooks.Outcome(0, true));
        assertThat(differences).isEmpty();
        assertThat(servers.waits).isZero();
    }

    @Test
    void waitsForWhatTakesLonger() throws Exception {
        servers.upstream = look -> 2;
        servers.downstream = look -> servers.waits == 0 ? 1 : 2;

        assertThat(settle()).isEqualTo(new SecondLooks.Outcome(0, true));
        assertThat(differences).isEmpty();
    }

    @Test
    void reportsWhatStaysDifferentAlthoughItHadToBeThere() throws Exception {
        servers.upstream = look -> 2;
        servers.downstream = look -> 1;

        assertThat(settle()).isEqualTo(new SecondLooks.Outcome(0, true));
        assertThat(differences).containsExactly(new SecondLooks.Difference(KEY, List.of("7", "2"), List.of("7", "1")));
        assertThat(servers.waits).isGreaterThanOrEqualTo(2);
    }

    @Test
    void reportsRowsThatOneSideDoesNotHave() throws Exception {
        servers.upstream = look -> 2;
        servers.downstream = look -> -1;

        settle();

        assertThat(differences).containsExactly(new SecondLooks.Difference(KEY, List.of("7", "2"), List.of()));
    }

    @Test
    void saysNothingOfARowThatNeverHoldsStill() throws Exception {
        servers.upstream = look -> 100 + look;
        servers.downstream = look -> 50 + look;

        assertThat(settle()).isEqualTo(new SecondLooks.Outcome(1, true));
        assertThat(differences).isEmpty();
    }

    @Test
    void acceptsARowThatFollowsAtADistance() throws Exception {
        servers.upstream = look -> 100 + look;
        servers.downstream = look -> 99 + look; // what upstream had at the look before

        assertThat(settle()).isEqualTo(new SecondLooks.Outcome(0, true));
        assertThat(differences).isEmpty();
    }

    @Test
    void isNotDeceivedByARowThatChangesThereAndBackOnce() throws Exception {
        servers.upstream = look -> 1;
        // at the first look that counts the downstream is just where the upstream was for a moment
        servers.downstream = look -> look <= SecondLooks.QUICK_ROUNDS ? 2 : 1;

        assertThat(settle()).isEqualTo(new SecondLooks.Outcome(0, true));
        assertThat(differences).isEmpty();
    }

    @Test
    void reportsAndSaysSoIfReplicationStandsStill() throws Exception {
        servers.upstream = look -> 2;
        servers.downstream = look -> 1;
        servers.arrives = false;

        assertThat(settle()).isEqualTo(new SecondLooks.Outcome(0, false));
        assertThat(differences).hasSize(1);
    }

    @Test
    void breaksOffWhenTold() throws Exception {
        servers.upstream = look -> 2;
        servers.downstream = look -> 1;
        servers.ended = true;

        settle();

        assertThat(differences).isEmpty();
    }
}
