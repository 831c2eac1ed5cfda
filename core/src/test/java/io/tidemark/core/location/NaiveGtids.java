// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.location;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** What a MySQL GTID set means, transaction by transaction: the model that the real one is held against. */
record NaiveGtids(TreeSet<NaiveGtids.Transaction> transactions) {
    /** In the order of the canonical text. */
    record Transaction(String uuid, String tag, long number) implements Comparable<Transaction> {
        @Override
        public int compareTo(final Transaction other) {
            return Comparator.comparing(Transaction::uuid)
                    .thenComparing(Transaction::tag)
                    .thenComparing(Transaction::number)
                    .compare(this, other);
        }

        boolean follows(final Transaction before) {
            return equals(new Transaction(before.uuid, before.tag, before.number + 1));
        }

        @Override
        public String toString() {
            return uuid + (tag.isEmpty() ? "" : ":" + tag) + ":" + number;
        }
    }

    static Arbitrary<Transaction> anyTransaction(final int maxNumber) {
        return Combinators.combine(
                        Arbitraries.of(
                                "00000000-0000-0000-0000-00000000000a",
                                "3e11fa47-71ca-11e1-9e33-c80aa9429562",
                                "f1b2c3d4-0000-11e1-9e33-c80aa9429562"),
                        Arbitraries.of("", "", "_", "tag_1"),
                        Arbitraries.longs().between(1, maxNumber))
                .as(Transaction::new);
    }

    /** Dense enough that intervals touch, overlap and contain each other. */
    static Arbitrary<NaiveGtids> any() {
        return anyTransaction(12).set().ofMaxSize(60).map(all -> new NaiveGtids(new TreeSet<>(all)));
    }

    /** Some hundred intervals of one source. */
    static Arbitrary<NaiveGtids> anyLarge() {
        return Arbitraries.randomValue(random -> {
            final TreeSet<Transaction> all = new TreeSet<>();
            final int density = 2 + random.nextInt(8);
            for (long number = 1; number <= 800; number++) {
                if (random.nextInt(density) != 0) {
                    all.add(new Transaction("3e11fa47-71ca-11e1-9e33-c80aa9429562", "", number));
                }
            }
            return new NaiveGtids(all);
        });
    }

    boolean contains(final NaiveGtids other) {
        return transactions.containsAll(other.transactions);
    }

    PartialOrder compare(final NaiveGtids other) {
        if (transactions.equals(other.transactions)) {
            return PartialOrder.EQUAL;
        }
        if (contains(other)) {
            return PartialOrder.AFTER;
        }
        return other.contains(this) ? PartialOrder.BEFORE : PartialOrder.INCOMPARABLE;
    }

    NaiveGtids union(final NaiveGtids other) {
        return new NaiveGtids(Stream.of(this, other)
                .flatMap(gtids -> gtids.transactions.stream())
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    NaiveGtids plus(final Transaction one) {
        return union(new NaiveGtids(new TreeSet<>(Set.of(one))));
    }

    GtidSet real() {
        return GtidSet.parse(canonicalText());
    }

    String canonicalText() {
        final StringBuilder text = new StringBuilder();
        Transaction previous = null;
        for (final Transaction one : transactions) {
            if (previous == null || !previous.uuid.equals(one.uuid)) {
                text.append(previous == null ? "" : ",").append(one.uuid);
                text.append(one.tag.isEmpty() ? "" : ":" + one.tag);
            } else if (!previous.tag.equals(one.tag)) {
                text.append(":").append(one.tag);
            }
            if (previous == null || !one.follows(previous)) {
                long last = one.number;
                while (transactions.contains(new Transaction(one.uuid, one.tag, last + 1))) {
                    last++;
                }
                text.append(":").append(last == one.number ? "" + last : one.number + "-" + last);
            }
            previous = one;
        }
        return text.toString();
    }

    /** The same set, written as badly as is allowed: split, overlapping, repeated, shuffled, in upper case, wrapped. */
    String messyText(final Random random) {
        final List<String> items = new ArrayList<>();
        for (final Transaction one : transactions) {
            long last = one.number;
            while (random.nextBoolean() && transactions.contains(new Transaction(one.uuid, one.tag, last + 1))) {
                last++;
            }
            final String item = one + (random.nextBoolean() || last > one.number ? " - " + last : "");
            items.add(random.nextInt(items.size() + 1), random.nextBoolean() ? item : item.toUpperCase(Locale.ROOT));
        }
        return items.stream().collect(Collectors.joining(random.nextBoolean() ? " ,\r\n" : ","));
    }
}
