// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.progress;

import io.tidemark.core.location.Location;
import io.tidemark.pipeline.router.Routing;
import io.tidemark.syncer.row.UpstreamTransaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What the workers of one earlier run have applied. For one thread. */
final class EarlierRun {
    private final List<Optional<Mark>> marks;
    private final Mark.Side[] sides;

    /** @param marks one a worker of that run, absent for a worker that applied nothing. */
    EarlierRun(final List<Optional<Mark>> marks) {
        this.marks = new ArrayList<>(marks);
        this.sides = new Mark.Side[marks.size()];
    }

    /** The rows that are asked about next belong to this transaction. */
    void enter(final UpstreamTransaction transaction) {
        for (int worker = 0; worker < sides.length; worker++) {
            sides[worker] =
                    marks.get(worker).map(mark -> mark.sideOf(transaction)).orElse(Mark.Side.AFTER);
        }
    }

    boolean hasApplied(final long row, final long routingKey) {
        final int worker = Routing.workerOf(routingKey, sides.length);
        return switch (sides[worker]) {
            case BEFORE -> true;
            case HERE -> row <= marks.get(worker).orElseThrow().row();
            case AFTER -> false;
        };
    }

    /** Forgets marks that nothing from the boundary on is before. */
    void forgetBefore(final Location boundary) {
        marks.replaceAll(mark -> mark.filter(known -> !known.isBefore(boundary)));
        Arrays.fill(sides, null);
    }

    /** The marks that still tell something. */
    List<Mark> marks() {
        return marks.stream().flatMap(Optional::stream).toList();
    }
}
