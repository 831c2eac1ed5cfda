// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.location;

import java.util.function.Consumer;

/**
 * Intervals in order, none touching another: a persistent treap.
 *
 * <p>A treap is a search tree by start and a heap by priority. The priority is a hash of the start, so the tree is
 * balanced whatever the order of insertion, and <em>the same intervals always give the same shape</em>. Adding copies
 * only the path from the root to the place of change, about {@code 2 log2 n} nodes; all else is shared. Because two
 * trees that come from each other have one shape, comparing them stops at every shared subtree.
 *
 * <p>A tree without intervals is {@code null}. Immutable.
 */
final class GtidIntervalTree {
    private final GtidInterval interval;
    private final long priority;
    private final GtidIntervalTree left;
    private final GtidIntervalTree right;

    private GtidIntervalTree(
            final GtidInterval interval,
            final long priority,
            final GtidIntervalTree left,
            final GtidIntervalTree right) {
        this.interval = interval;
        this.priority = priority;
        this.left = left;
        this.right = right;
    }

    static GtidIntervalTree of(final GtidInterval interval) {
        return new GtidIntervalTree(interval, priorityOf(interval), null, null);
    }

    /** The tree with an interval more, merged with those that it touches; this tree itself if it has it already. */
    GtidIntervalTree plus(final GtidInterval added) {
        if (covers(added)) {
            return this;
        }
        final GtidInterval merged = absorb(this, added);
        return join(join(apartBefore(this, merged), of(merged)), apartAfter(this, merged));
    }

    /** The tree with all intervals of another one. */
    GtidIntervalTree plusAll(final GtidIntervalTree other) {
        GtidIntervalTree sum = plus(other.interval);
        sum = other.left == null ? sum : sum.plusAll(other.left);
        return other.right == null ? sum : sum.plusAll(other.right);
    }

    boolean coversAll(final GtidIntervalTree other) {
        return coversAll(this, other, null, null);
    }

    /** In order. */
    void forEach(final Consumer<GtidInterval> action) {
        if (left != null) {
            left.forEach(action);
        }
        action.accept(interval);
        if (right != null) {
            right.forEach(action);
        }
    }

    /** Node by node, in no promised order; for those who ask what two trees share. */
    void forEachNode(final Consumer<GtidIntervalTree> action) {
        action.accept(this);
        if (left != null) {
            left.forEachNode(action);
        }
        if (right != null) {
            right.forEachNode(action);
        }
    }

    /** Only the last interval that starts no later can cover; the way down passes it. */
    private boolean covers(final GtidInterval sought) {
        GtidIntervalTree node = this;
        while (node != null && !node.interval.covers(sought)) {
            node = node.interval.compareStart(sought) > 0 ? node.left : node.right;
        }
        return node != null;
    }

    /**
     * Whether the large tree covers the small one, all of which lies behind the end of {@code low} and starts before
     * {@code high} (null: no bound). The bounds lead to the subtree of the large one that matters, which is the very
     * same as the small one wherever the two share it.
     */
    private static boolean coversAll(
            final GtidIntervalTree large,
            final GtidIntervalTree small,
            final GtidInterval low,
            final GtidInterval high) {
        if (small == null) {
            return true;
        }
        GtidIntervalTree part = large;
        while (part != null && part != small) {
            if (high != null && part.interval.compareStart(high) >= 0) {
                part = part.left;
            } else if (low != null && part.interval.compareEnd(low) <= 0) {
                part = part.right;
            } else {
                break;
            }
        }
        if (part == small) {
            return true;
        }
        return part != null
                && part.covers(small.interval)
                && coversAll(part, small.left, low, small.interval)
                && coversAll(part, small.right, small.interval, high);
    }

    private static GtidInterval absorb(final GtidIntervalTree node, final GtidInterval grown) {
        if (node == null) {
            return grown;
        }
        if (node.interval.isApartBefore(grown)) {
            return absorb(node.right, grown);
        }
        if (grown.isApartBefore(node.interval)) {
            return absorb(node.left, grown);
        }
        return absorb(node.right, absorb(node.left, grown.hull(node.interval)));
    }

    private static GtidIntervalTree apartBefore(final GtidIntervalTree node, final GtidInterval limit) {
        if (node == null) {
            return null;
        }
        return node.interval.isApartBefore(limit)
                ? node.with(node.left, apartBefore(node.right, limit))
                : apartBefore(node.left, limit);
    }

    private static GtidIntervalTree apartAfter(final GtidIntervalTree node, final GtidInterval limit) {
        if (node == null) {
            return null;
        }
        return limit.isApartBefore(node.interval)
                ? node.with(apartAfter(node.left, limit), node.right)
                : apartAfter(node.right, limit);
    }

    /** Every interval of the first tree lies before every one of the second. */
    private static GtidIntervalTree join(final GtidIntervalTree before, final GtidIntervalTree after) {
        if (before == null || after == null) {
            return before == null ? after : before;
        }
        return before.priority >= after.priority
                ? before.with(before.left, join(before.right, after))
                : after.with(join(before, after.left), after.right);
    }

    private GtidIntervalTree with(final GtidIntervalTree newLeft, final GtidIntervalTree newRight) {
        return newLeft == left && newRight == right
                ? this
                : new GtidIntervalTree(interval, priority, newLeft, newRight);
    }

    /** Scatters neighbouring starts over all 64 bits (the finaliser of SplitMix64). */
    private static long priorityOf(final GtidInterval interval) {
        long bits = interval.first() * 0x9E3779B97F4A7C15L + interval.source().hashCode();
        bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
        return bits ^ (bits >>> 31);
    }
}
