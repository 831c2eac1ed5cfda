// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.schema.TableId;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CausalityKeyTest {
    private static final TableId USERS = TableId.of("shop", "users");

    private final CausalityKey key = new CausalityKey();

    private long keyOf(final TableId table, final int index, final String... values) {
        key.start(table, index);
        for (final String value : values) {
            key.add(value);
        }
        return key.value();
    }

    @Test
    void isTheSameForTheSameValuesWhateverWasHashedBefore() {
        final long first = keyOf(USERS, 0, "a", "b");
        keyOf(USERS, 1, "c");
        assertThat(keyOf(USERS, 0, "a", "b")).isEqualTo(first);
        assertThat(new CausalityKeyTest().keyOf(USERS, 0, "a", "b")).isEqualTo(first);
    }

    @Test
    void differsByTableIndexAndWhereOneValueEnds() {
        assertThat(Set.of(
                        keyOf(USERS, 0, "ab", "c"),
                        keyOf(USERS, 0, "a", "bc"),
                        keyOf(USERS, 0, "abc"),
                        keyOf(USERS, 1, "ab", "c"),
                        keyOf(TableId.of("shop", "orders"), 0, "ab", "c"),
                        keyOf(TableId.of("shopu", "sers"), 0, "ab", "c")))
                .hasSize(6);
    }

    @Test
    void keptSeedLeadsToTheSameKey() {
        final long seed = key.seed(USERS, 3);
        key.start(seed);
        key.add(42);
        final long fromSeed = key.value();
        key.start(USERS, 3);
        key.add(42);
        assertThat(key.value()).isEqualTo(fromSeed);
    }

    @Test
    void neighboursDoNotCollide() {
        final Set<Long> seen = new HashSet<>();
        final byte[] bytes = new byte[2];
        for (int i = 0; i < 50_000; i++) {
            key.start(USERS, 0);
            key.add(i);
            seen.add(key.value());
            key.start(USERS, 1);
            bytes[0] = (byte) i;
            bytes[1] = (byte) (i >> 8);
            key.add(bytes, 2);
            seen.add(key.value());
        }
        assertThat(seen).hasSize(100_000);
    }

    /** Rows are routed by keys, and progress recorded by an older version must still fit: these may never change. */
    @Test
    void isTheSameForEver() {
        key.start(USERS, 1);
        key.add(-7);
        key.add("Grüße");
        key.add(new byte[] {0, 1, 2, -1, 4, 5, 6, 7, 8, 9}, 9);
        assertThat(key.value()).isEqualTo(7372333263316491272L);
    }
}
