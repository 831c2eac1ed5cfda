// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.location;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LocationProperties {
    @Property
    void everyPairIsOrderedTheSameFromBothSides(
            @ForAll("anywhere") final Location a, @ForAll("anywhere") final Location b) {
        assertThat(sign(a, b)).isEqualTo(-sign(b, a));
        assertThat(sign(a, a)).isZero();
    }

    @Property
    void theStreamOfOneSourceIsTotallyOrdered(
            @ForAll("inOneStream") final Location a,
            @ForAll("inOneStream") final Location b,
            @ForAll("inOneStream") final Location c) {
        assertThat(a.compareGtids(b)).isNotEqualTo(PartialOrder.INCOMPARABLE);
        if (sign(a, b) <= 0 && sign(b, c) <= 0) {
            assertThat(sign(a, c)).isEqualTo(Math.min(sign(a, b), sign(b, c)));
        }
    }

    @Property
    void everyLocationIsEitherFreshOrBeyondTheZeroLocation(@ForAll("anywhere") final Location a) {
        assertThat(a.isFresh())
                .isEqualTo(a.position().file().isEmpty()
                        && a.gtids().isEmpty()
                        && (a.position().offset() < 4 || a.suffix() == 0));
    }

    @Provide
    Arbitrary<Location> anywhere() {
        final Arbitrary<GtidSet> gtids = Arbitraries.oneOf(
                NaiveGtids.any().map(NaiveGtids::real),
                Arbitraries.of("", "0-1-5", "0-1-6", "1-1-5").map(GtidSet::parse));
        return locations(gtids);
    }

    /** Sets that only grow, as a source sends them. */
    @Provide
    Arbitrary<Location> inOneStream() {
        return locations(Arbitraries.integers()
                .between(0, 4)
                .map(n -> GtidSet.parse(n == 0 ? "" : "3e11fa47-71ca-11e1-9e33-c80aa9429562:1-" + n)));
    }

    private static Arbitrary<Location> locations(final Arbitrary<GtidSet> gtids) {
        return Combinators.combine(
                        Arbitraries.of(":0", ":4", "bin.000001:4", "bin.000001:5", "bin.999999:4", "bin.1000000:4"),
                        gtids,
                        Arbitraries.integers().between(0, 2))
                .as((position, set, suffix) -> new Location(position(position), set, suffix));
    }

    private static BinlogPosition position(final String text) {
        return text.equals(":0") ? new BinlogPosition("", 0) : BinlogPosition.parse(text);
    }

    private static int sign(final Location left, final Location right) {
        return Integer.signum(left.compareTo(right));
    }
}
