// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.location;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The MariaDB flavour against its model: the highest sequence by domain, whatever the server. */
class MariadbGtidSetProperties {
    @Property
    void readsWhatItPrints(@ForAll("sets") final Map<Integer, Integer> model) {
        assertThat(real(model)).hasToString(text(model)).isEqualTo(real(model));
    }

    @Property
    void comparesAsTheModelDoes(
            @ForAll("sets") final Map<Integer, Integer> a, @ForAll("sets") final Map<Integer, Integer> b) {
        assertThat(real(a).contains(real(b))).isEqualTo(contains(a, b));
        assertThat(real(a).compare(real(b))).isEqualTo(PartialOrder.ofContainment(contains(a, b), contains(b, a)));
        assertThat(real(a).equals(real(b))).isEqualTo(a.equals(b));
    }

    @Property
    void unionIsTheSmallestSetThatContainsBoth(
            @ForAll("sets") final Map<Integer, Integer> a, @ForAll("sets") final Map<Integer, Integer> b) {
        final Map<Integer, Integer> union = new TreeMap<>(a);
        b.forEach((domain, sequence) -> union.merge(domain, sequence, Math::max));
        assertThat(real(a).union(real(b)))
                .isEqualTo(real(union))
                .isEqualTo(real(b).union(real(a)))
                .hasSameHashCodeAs(real(union));
    }

    @Property
    void plusIsTheUnionWithOne(
            @ForAll("sets") final Map<Integer, Integer> model, @ForAll("sets") final Map<Integer, Integer> more) {
        GtidSet sum = real(model);
        for (final Map.Entry<Integer, Integer> one : more.entrySet()) {
            final String gtid = one.getKey() + "-9-" + one.getValue();
            assertThat(sum.plus(gtid)).isEqualTo(sum.union(GtidSet.parse(gtid)));
            sum = sum.plus(gtid);
        }
        assertThat(sum).isEqualTo(real(model).union(real(more)));
    }

    @Provide
    Arbitrary<Map<Integer, Integer>> sets() {
        return Arbitraries.maps(
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(1, 4))
                .map(TreeMap::new);
    }

    private static boolean contains(final Map<Integer, Integer> a, final Map<Integer, Integer> b) {
        return b.entrySet().stream().allMatch(one -> a.getOrDefault(one.getKey(), 0) >= one.getValue());
    }

    private static GtidSet real(final Map<Integer, Integer> model) {
        return GtidSet.parse(text(model));
    }

    private static String text(final Map<Integer, Integer> model) {
        return model.entrySet().stream()
                .map(one -> one.getKey() + "-1-" + one.getValue())
                .collect(Collectors.joining(","));
    }
}
