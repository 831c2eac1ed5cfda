// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.GtidSet;
import io.tidemark.core.location.Location;
import io.tidemark.pipeline.router.Routing;
import io.tidemark.syncer.row.UpstreamTransaction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Random streams, worker counts and crashes: no row that is not applied is skipped, no row that is applied is repeated. */
class AppliedRowsProperties {
    private static final String SERVER = "3e11fa47-71ca-11e1-9e33-c80aa9429562:";

    @Property(tries = 3000)
    void appliesEachRowOnceByPositions(@ForAll final long seed) {
        new Model(new Random(seed), false, false).run();
    }

    @Property(tries = 3000)
    void appliesEachRowOnceByGtids(@ForAll final long seed) {
        new Model(new Random(seed), true, false).run();
    }

    /** Another server may have logged the same transactions in another order. */
    @Property(tries = 3000)
    void appliesEachRowOnceAfterTheSourceWasSwitched(@ForAll final long seed) {
        new Model(new Random(seed), true, true).run();
    }

    /** What every run leaves behind: its marks. */
    private record Left(List<Optional<Mark>> marks) {}

    private record Row(UpstreamTransaction transaction, int number, int index) {}

    private static final class Model {
        private static final int TRANSACTIONS = 12;
        private final Random random;
        private final boolean gtids;
        private final boolean switches;
        private final long[][] keys = new long[TRANSACTIONS][];
        private final boolean[][] applied = new boolean[TRANSACTIONS][];
        private final List<Integer> order = new ArrayList<>();
        private final List<Integer> claimed = new ArrayList<>();
        private final List<Left> left = new ArrayList<>();

        Model(final Random random, final boolean gtids, final boolean switches) {
            this.random = random;
            this.gtids = gtids;
            this.switches = switches;
            for (int number = 0; number < TRANSACTIONS; number++) {
                order.add(number);
                keys[number] = random.longs(random.nextInt(8), 0, 20).toArray();
                applied[number] = new boolean[keys[number].length];
            }
            if (switches) {
                // a source can be switched only if the global point has GTIDs
                claimed.add(0);
                Arrays.fill(applied[0], true);
            }
        }

        void run() {
            final int crashes = random.nextInt(6);
            for (int i = 0; i < crashes; i++) {
                runOnce(true);
                if (switches && random.nextBoolean()) {
                    Collections.shuffle(order, random);
                    order.removeAll(claimed);
                    order.addAll(0, claimed);
                }
            }
            runOnce(false);
            for (final boolean[] rows : applied) {
                for (final boolean row : rows) {
                    assertThat(row).as("applied in the end").isTrue();
                }
            }
        }

        private void runOnce(final boolean crash) {
            final int workers = 1 + random.nextInt(5);
            final AppliedRows known = new AppliedRows(
                    left.stream().map(run -> new EarlierRun(run.marks())).toList());
            if (known.passed(boundary(claimed)) || !known.isActive()) {
                left.clear();
            }
            known.requireWithin(boundary(order));
            final List<ArrayDeque<Row>> queues = new ArrayList<>();
            final List<Optional<Mark>> marks = new ArrayList<>(Collections.nCopies(workers, Optional.empty()));
            for (int worker = 0; worker < workers; worker++) {
                queues.add(new ArrayDeque<>());
            }
            final List<Integer> handed = new ArrayList<>(claimed);
            final int end = crash ? handed.size() + random.nextInt(TRANSACTIONS - handed.size() + 1) : TRANSACTIONS;
            while (handed.size() < end) {
                hand(order.get(handed.size()), known, handed, queues);
                known.passed(boundary(handed));
                for (int i = random.nextInt(4); i > 0; i--) {
                    commit(random.nextInt(workers), queues, marks, 1 + random.nextInt(4));
                }
            }
            for (int worker = 0; !crash && worker < workers; worker++) {
                commit(worker, queues, marks, Integer.MAX_VALUE);
            }
            left.add(new Left(marks));
            flush(handed);
        }

        private void hand(
                final int number,
                final AppliedRows known,
                final List<Integer> handed,
                final List<ArrayDeque<Row>> queues) {
            final UpstreamTransaction transaction = new UpstreamTransaction(
                    gtids ? SERVER + (number + 1) : "",
                    position(order.indexOf(number)),
                    gtids ? boundary(handed).gtids() : GtidSet.EMPTY);
            for (int index = 0; index < keys[number].length; index++) {
                final long key = keys[number][index];
                final boolean skip = known.isActive() && known.contains(transaction, index, key);
                assertThat(skip).as("skipped as it is applied").isEqualTo(applied[number][index]);
                if (!skip) {
                    queues.get(Routing.workerOf(key, queues.size())).add(new Row(transaction, number, index));
                }
            }
            handed.add(number);
        }

        private void commit(
                final int worker,
                final List<ArrayDeque<Row>> queues,
                final List<Optional<Mark>> marks,
                final int atMost) {
            final ArrayDeque<Row> queue = queues.get(worker);
            for (int i = 0; i < atMost && !queue.isEmpty(); i++) {
                final Row row = queue.remove();
                assertThat(applied[row.number()][row.index()])
                        .as("applied before")
                        .isFalse();
                applied[row.number()][row.index()] = true;
                marks.set(worker, Optional.of(new Mark(row.transaction(), row.index())));
            }
        }

        /** The flushed point may be anywhere between where it was and what is applied. */
        private void flush(final List<Integer> handed) {
            int complete = claimed.size();
            while (complete < handed.size() && isApplied(handed.get(complete))) {
                complete++;
            }
            final int flushed = claimed.size() + random.nextInt(complete - claimed.size() + 1);
            claimed.clear();
            claimed.addAll(handed.subList(0, flushed));
        }

        private boolean isApplied(final int number) {
            for (final boolean row : applied[number]) {
                if (!row) {
                    return false;
                }
            }
            return true;
        }

        private Location boundary(final List<Integer> transactions) {
            GtidSet set = GtidSet.EMPTY;
            for (final int number : gtids ? transactions : List.<Integer>of()) {
                set = set.plus(SERVER + (number + 1));
            }
            return Location.at(position(transactions.size()), set);
        }

        private static BinlogPosition position(final int index) {
            return new BinlogPosition("binlog.000001", 100L * (1 + index));
        }
    }
}
