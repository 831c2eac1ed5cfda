// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.simulation;

import io.tidemark.core.schema.DdlEffect;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.schema.TableInfo;
import io.tidemark.core.store.TablePoint;
import io.tidemark.pipeline.simulation.SimulatedStream.Change;
import io.tidemark.pipeline.simulation.SimulatedStream.Ddl;
import io.tidemark.pipeline.simulation.SimulatedStream.Entry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What tables' points must be, told from the stream alone: each stands at the last transaction or DDL that touched it,
 * with the structure of the last DDL that changed it.
 */
final class ExpectedPoints {
    private final SimulatedStream stream;
    private final Map<TableId, TablePoint> points;
    private final Set<TableId> touched = new HashSet<>();
    private int offset;

    ExpectedPoints(final SimulatedStream stream, final Map<TableId, TablePoint> stored, final int from) {
        this.stream = stream;
        points = new HashMap<>(stored);
        offset = from;
    }

    /** What they are once everything up to a boundary is applied. */
    Map<TableId, TablePoint> at(final int boundary) {
        while (offset < boundary) {
            offset++;
            final Entry entry = stream.entry(offset);
            if (entry instanceof Change change) {
                touched.addAll(change.tables());
            } else if (entry instanceof Ddl ddl) {
                touched.addAll(ddl.effect().changed().keySet());
            }
            if (stream.isBoundary(offset)) {
                touched.forEach(this::reach);
                touched.clear();
            }
            if (entry instanceof Ddl ddl) {
                follow(ddl.effect());
            }
        }
        return points;
    }

    /** A point that an unfinished write has left ahead stays there, and so does its structure. */
    private void reach(final TableId table) {
        final TablePoint here = new TablePoint(table, stream.at(offset));
        points.merge(
                table,
                here,
                (stored, now) -> stored.location().compareTo(now.location()) > 0
                        ? stored
                        : new TablePoint(table, now.location(), stored.structure()));
    }

    private void follow(final DdlEffect effect) {
        for (final Map.Entry<TableId, TableInfo> changed : effect.changed().entrySet()) {
            points.computeIfPresent(
                    changed.getKey(),
                    (table, point) -> point.location().equals(stream.at(offset))
                            ? new TablePoint(
                                    table,
                                    point.location(),
                                    Optional.of(changed.getValue()).filter(known -> !known.isNone()))
                            : point);
        }
        points.keySet()
                .removeIf(table -> effect.dropped().contains(table)
                        || effect.droppedSchemas().contains(table.schema()));
    }
}
