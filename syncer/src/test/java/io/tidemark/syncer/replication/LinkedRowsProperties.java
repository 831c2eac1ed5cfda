// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.syncer.row.KeyBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.BeforeTry;

class LinkedRowsProperties {
    private static final long SHARED = 1_000_000;

    /** Made anew for each try. */
    private LinkedRows links = new LinkedRows();

    @BeforeTry
    void begin() {
        links = new LinkedRows();
    }

    /** A row of a transaction: its keys, and what it was routed by. */
    private record Routed(List<Long> keys, long by) {}

    /** The keys in their order; the first stays the first. */
    private static KeyBuffer buffer(final List<Long> keys) {
        final KeyBuffer buffer = new KeyBuffer();
        for (int i = keys.size() - 1; i >= 0; i--) {
            buffer.lead(keys.get(i));
        }
        return buffer;
    }

    private static List<Long> list(final KeyBuffer keys) {
        return Arrays.stream(keys.array(), 0, keys.size()).boxed().toList();
    }

    private Routed route(final List<Long> of) {
        final KeyBuffer keys = buffer(of);
        final List<Long> own = list(keys);
        links.route(keys);
        assertThat(list(keys)).containsAll(own).doesNotHaveDuplicates();
        assertThat(list(keys)).hasSizeLessThanOrEqualTo(own.size() + 1);
        return new Routed(own, keys.get(0));
    }

    /** What the row is routed by, by looking through all rows before it. */
    private static long naive(final List<Routed> before, final List<Long> keys) {
        for (final long key : keys) {
            for (int i = before.size() - 1; i >= 0; i--) {
                if (before.get(i).keys().contains(key)) {
                    return before.get(i).by();
                }
            }
        }
        return keys.get(0);
    }

    @Property
    void rowsThatShareAKeyAreRoutedAlikeAndOthersByTheirOwn(
            @ForAll
                    final @Size(max = 40) List<@Size(min = 1, max = 4) List<@LongRange(min = 1, max = 60) Long>>
                            transaction) {
        final List<Routed> before = new ArrayList<>();
        for (final List<Long> keys : transaction) {
            final Routed routed = route(keys);
            assertThat(routed.by()).isEqualTo(naive(before, routed.keys()));
            before.add(routed);
        }
    }

    @Property
    void aTransactionIsRoutedAlikeEachTimeItIsRead(
            @ForAll final List<@Size(min = 1, max = 4) List<@LongRange(min = 0, max = 60) Long>> before,
            @ForAll final List<@Size(min = 1, max = 4) List<@LongRange(min = 0, max = 60) Long>> transaction) {
        final List<Routed> once = transaction.stream().map(this::route).toList();
        links.end();
        before.forEach(this::route);
        links.end();
        assertThat(transaction.stream().map(this::route)).containsExactlyElementsOf(once);
    }

    @Example
    void noMoreThanSomeRowsAreHeldTogether() {
        for (long row = 1; row <= LinkedRows.MAX_FOLLOWERS + 1; row++) {
            assertThat(route(List.of(row, SHARED)).by()).isEqualTo(1);
        }
        final long next = LinkedRows.MAX_FOLLOWERS + 2;
        assertThat(route(List.of(next, SHARED)).by()).isEqualTo(next);
    }

    @Example
    void keysOfLaterRowsOfALongTransactionAreNotRemembered() {
        for (long row = 1; row <= LinkedRows.MAX_KEYS + 1; row++) {
            assertThat(route(List.of(row)).by()).isEqualTo(row);
        }
        assertThat(route(List.of(SHARED, 5L)).by()).isEqualTo(5);
        assertThat(route(List.of(SHARED, LinkedRows.MAX_KEYS + 1L)).by()).isEqualTo(SHARED);
        links.end();
        assertThat(route(List.of(SHARED, 5L)).by()).isEqualTo(SHARED);
    }
}
