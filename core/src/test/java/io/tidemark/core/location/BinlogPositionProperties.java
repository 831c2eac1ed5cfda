// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.location;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Comparator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class BinlogPositionProperties {
    /** A relay name and its parts, for the naive order. */
    record Relay(String base, BigInteger source, BigInteger sequence, long offset) {
        static final Comparator<Relay> ORDER = Comparator.comparing(Relay::source)
                .thenComparing(Relay::base)
                .thenComparing(Relay::sequence)
                .thenComparing(Relay::offset);

        BinlogPosition position() {
            return new BinlogPosition(base + "|" + source + "." + sequence, offset);
        }

        BinlogPosition positionWithoutSource() {
            return new BinlogPosition(base + "." + sequence, offset);
        }
    }

    @Property
    void positionsWithoutRelaySuffixAreTotallyOrdered(
            @ForAll("plain") final BinlogPosition a,
            @ForAll("plain") final BinlogPosition b,
            @ForAll("plain") final BinlogPosition c) {
        assertTotallyOrdered(a, b, c);
    }

    @Property
    void positionsWithRelaySuffixAreTotallyOrdered(
            @ForAll("relays") final Relay a, @ForAll("relays") final Relay b, @ForAll("relays") final Relay c) {
        assertTotallyOrdered(a.position(), b.position(), c.position());
    }

    @Property
    void relayPositionsFollowSourceBaseSequenceOffset(
            @ForAll("relays") final Relay a, @ForAll("relays") final Relay b) {
        assertThat(sign(a.position(), b.position())).isEqualTo(Integer.signum(Relay.ORDER.compare(a, b)));
    }

    @Property
    void aRelaySuffixOnOneSideChangesNothing(@ForAll("relays") final Relay a, @ForAll("relays") final Relay b) {
        final int expected = sign(a.positionWithoutSource(), b.positionWithoutSource());
        assertThat(sign(a.position(), b.positionWithoutSource())).isEqualTo(expected);
        assertThat(sign(a.positionWithoutSource(), b.position())).isEqualTo(expected);
    }

    @Property
    void theMinimalPositionIsBelowEveryPositionWithAFile(@ForAll("plain") final BinlogPosition a) {
        assertThat(sign(BinlogPosition.MIN, a)).isEqualTo(a.file().isEmpty() ? Long.compare(4, a.offset()) : -1);
    }

    @Property
    void parseReadsWhatIsPrintedInBothForms(@ForAll("relays") final Relay relay) {
        final BinlogPosition position = relay.position();
        assertThat(BinlogPosition.parse(position.toString())).isEqualTo(position);
        assertThat(BinlogPosition.parse("(" + position.file() + ", " + position.offset() + ")"))
                .isEqualTo(position);
    }

    @Provide
    Arbitrary<BinlogPosition> plain() {
        final Arbitrary<String> ends = Arbitraries.of(
                "",
                ".",
                ".000001",
                ".1",
                ".999999",
                ".1000000",
                ".x",
                ".1x",
                ".99999999999999999999",
                ".000002.000001");
        final Arbitrary<String> files = Combinators.combine(Arbitraries.of("", "a", "a.b", "b", "a|x"), ends)
                .as(String::concat);
        return Combinators.combine(files, offsets()).as(BinlogPosition::new);
    }

    @Provide
    Arbitrary<Relay> relays() {
        final Arbitrary<BigInteger> numbers = Arbitraries.oneOf(
                Arbitraries.bigIntegers().between(BigInteger.ONE, BigInteger.TEN),
                Arbitraries.bigIntegers().between(BigInteger.ONE, BigInteger.TEN.pow(30)));
        return Combinators.combine(Arbitraries.of("a", "a.b", "b"), numbers, numbers, offsets())
                .as(Relay::new);
    }

    private static Arbitrary<Long> offsets() {
        return Arbitraries.oneOf(
                Arbitraries.of(0L, 4L, 5L, Long.MAX_VALUE), Arbitraries.longs().greaterOrEqual(0));
    }

    private static void assertTotallyOrdered(final BinlogPosition a, final BinlogPosition b, final BinlogPosition c) {
        assertThat(sign(a, a)).isZero();
        assertThat(sign(a, b)).isEqualTo(-sign(b, a));
        if (sign(a, b) <= 0 && sign(b, c) <= 0) {
            assertThat(sign(a, c)).isEqualTo(Math.min(sign(a, b), sign(b, c)));
        }
        if (sign(a, b) == 0) {
            assertThat(sign(a, c)).isEqualTo(sign(b, c));
        }
    }

    private static int sign(final BinlogPosition left, final BinlogPosition right) {
        return Integer.signum(left.compareTo(right));
    }
}
