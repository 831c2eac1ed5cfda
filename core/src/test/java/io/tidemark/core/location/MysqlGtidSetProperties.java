// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.location;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The MySQL flavour does what the naive model does. */
class MysqlGtidSetProperties {
    @Property
    void printsCanonicallyHoweverItWasWritten(@ForAll("sets") final NaiveGtids model, @ForAll final Random random) {
        final GtidSet real = GtidSet.parse(model.messyText(random));
        assertThat(real)
                .hasToString(model.canonicalText())
                .isEqualTo(model.real())
                .hasSameHashCodeAs(model.real());
        assertThat(GtidSet.parse(real.toString())).isEqualTo(real);
    }

    @Property
    void comparesAsTheModelDoes(@ForAll("sets") final NaiveGtids a, @ForAll("sets") final NaiveGtids b) {
        assertComparesAsTheModelDoes(a, b);
    }

    @Property(tries = 30)
    void comparesLargeSetsAsTheModelDoes(
            @ForAll("largeSets") final NaiveGtids a, @ForAll("largeSets") final NaiveGtids b) {
        assertComparesAsTheModelDoes(a, b);
        assertComparesAsTheModelDoes(a, a.union(b));
        assertComparesAsTheModelDoes(a.union(b), b);
    }

    @Property
    void containmentIsAPartialOrder(
            @ForAll("sets") final NaiveGtids a,
            @ForAll("sets") final NaiveGtids b,
            @ForAll("sets") final NaiveGtids c) {
        final GtidSet small = a.real();
        final GtidSet middle = a.union(b).real();
        final GtidSet large = a.union(b).union(c).real();
        assertThat(small.contains(small)).isTrue();
        assertThat(middle.contains(small) && large.contains(middle) && large.contains(small))
                .isTrue();
        assertThat(b.real().contains(small) && small.contains(b.real())).isEqualTo(small.equals(b.real()));
    }

    @Property
    void unionIsTheModelsUnion(
            @ForAll("sets") final NaiveGtids a,
            @ForAll("sets") final NaiveGtids b,
            @ForAll("sets") final NaiveGtids c) {
        final GtidSet union = a.real().union(b.real());
        assertThat(union)
                .hasToString(a.union(b).canonicalText())
                .isEqualTo(b.real().union(a.real()));
        assertThat(union.contains(a.real()) && union.contains(b.real())).isTrue();
        assertThat(union.union(c.real())).isEqualTo(a.real().union(b.real().union(c.real())));
        assertThat(union.union(b.real())).isSameAs(union);
    }

    @Property
    void plusIsTheModelsPlus(
            @ForAll("sets") final NaiveGtids model, @ForAll("transactions") final NaiveGtids.Transaction one) {
        assertThat(model.real().plus(one.toString()))
                .hasToString(model.plus(one).canonicalText())
                .isEqualTo(model.real().union(GtidSet.parse(one.toString())));
    }

    /** Grown sets share nodes with those they grew from, so here comparison takes its shortcuts. */
    @Property(tries = 30)
    void everyStepOfGrowingIsBeyondTheOneBeforeAndReachesTheSameSet(
            @ForAll("largeSets") final NaiveGtids model, @ForAll final Random random) {
        final List<NaiveGtids.Transaction> order = new ArrayList<>(model.transactions());
        Collections.shuffle(order, random);
        GtidSet grown = GtidSet.EMPTY;
        for (final NaiveGtids.Transaction one : order) {
            final GtidSet next = grown.plus(one.toString());
            assertThat(next.compare(grown)).isEqualTo(PartialOrder.AFTER);
            assertThat(grown.compare(next)).isEqualTo(PartialOrder.BEFORE);
            grown = next;
        }
        assertThat(grown).isEqualTo(model.real()).hasToString(model.canonicalText());
    }

    @Provide
    Arbitrary<NaiveGtids> sets() {
        return NaiveGtids.any();
    }

    @Provide
    Arbitrary<NaiveGtids> largeSets() {
        return NaiveGtids.anyLarge();
    }

    @Provide
    Arbitrary<NaiveGtids.Transaction> transactions() {
        return NaiveGtids.anyTransaction(14);
    }

    private static void assertComparesAsTheModelDoes(final NaiveGtids a, final NaiveGtids b) {
        assertThat(a.real().contains(b.real())).isEqualTo(a.contains(b));
        assertThat(a.real().compare(b.real())).isEqualTo(a.compare(b));
        assertThat(a.real().equals(b.real())).isEqualTo(a.equals(b));
    }
}
