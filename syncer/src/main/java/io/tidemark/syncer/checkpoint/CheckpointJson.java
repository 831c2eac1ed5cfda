// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.core.location.Location;
import io.tidemark.core.store.TablePoint;
import io.tidemark.syncer.task.Task;
import java.util.Comparator;
import java.util.Optional;

/** A checkpoint for programs to read. */
public final class CheckpointJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CheckpointJson() {}

    /**
     * Makes one JSON object of it.
     *
     * @param task  whose it is.
     * @param state what there is.
     * @return the text.
     */
    public static String of(final Task task, final CheckpointState state) {
        final ObjectNode root = JSON.createObjectNode();
        root.put("task", task.name());
        root.put("sourceId", task.source().id());
        root.put("checkpointTable", state.tableName());
        put(root, "globalPoint", state.stored().global().map(point -> point.location()));
        put(root, "safeModeExit", state.stored().global().flatMap(point -> point.safeModeExit()));
        put(root, "lastFlushed", state.records().flushed().map(point -> point.location()));
        root.put("movedByOthers", state.movedByOthers());
        root.put("unfinishedRuns", state.records().runs());
        root.put("ddlUnderWay", state.records().ddlUnderWay().orElse(null));
        root.put("ddlRules", state.records().ddlRules());
        root.put("process", state.worker().orElse(null));
        final ArrayNode tables = root.putArray("tables");
        state.stored().tables().stream()
                .sorted(Comparator.comparing(point -> point.table().toString()))
                .forEach(point -> put(tables.addObject(), point));
        return root.toString();
    }

    private static void put(final ObjectNode node, final TablePoint point) {
        node.put("schema", point.table().schema());
        node.put("table", point.table().table());
        put(node, "point", Optional.of(point.location()));
        node.put(
                "columns",
                point.structure().map(known -> known.columns().size()).orElse(null));
    }

    private static void put(final ObjectNode node, final String key, final Optional<Location> location) {
        if (location.isEmpty()) {
            node.putNull(key);
            return;
        }
        final ObjectNode child = node.putObject(key);
        child.put("position", location.get().position().toString());
        child.put("gtids", location.get().gtids().toString());
    }
}
