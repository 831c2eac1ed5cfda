// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.GtidSet;
import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.schema.TableInfo;
import io.tidemark.core.store.GlobalPoint;
import io.tidemark.core.store.StoredCheckpoint;
import io.tidemark.core.store.TablePoint;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.task.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A copy of a source's checkpoint as JSON text. It names the task and the source that it is of. Structures of tables stand in
 * it as the texts that they are in the checkpoint table, so that each byte comes back.
 */
public final class CheckpointFile {
    private static final String FORMAT = "tidemark-checkpoint";
    private static final int VERSION = 1;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private CheckpointFile() {}

    /**
     * Makes a copy.
     *
     * @param task       whose checkpoint it is.
     * @param checkpoint what it holds.
     * @return the text of the file.
     */
    public static String write(final Task task, final StoredCheckpoint checkpoint) {
        final ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT);
        root.put("version", VERSION);
        root.put("task", task.name());
        root.put("source-id", task.source().id());
        if (checkpoint.global().isPresent()) {
            final GlobalPoint global = checkpoint.global().get();
            put(root.putObject("global-point"), global.location());
            if (global.safeModeExit().isPresent()) {
                put(root.putObject("safe-mode-exit"), global.safeModeExit().get());
            }
        }
        final ArrayNode tables = root.putArray("tables");
        checkpoint.tables().stream()
                .sorted(Comparator.comparing(point -> point.table().toString()))
                .forEach(point -> {
                    final ObjectNode table = tables.addObject();
                    table.put("schema", point.table().schema());
                    table.put("table", point.table().table());
                    put(table, point.location());
                    point.structure().ifPresent(structure -> table.put("table-info", structure.json()));
                });
        try {
            return JSON.writeValueAsString(root) + '\n';
        } catch (final JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts and numbers is always JSON", e);
        }
    }

    private static void put(final ObjectNode node, final Location location) {
        node.put("binlog-name", location.position().file());
        node.put("binlog-pos", location.position().offset());
        node.put("binlog-gtid", location.gtids().toString());
    }

    /**
     * Reads a copy.
     *
     * @param name the file's name, for messages.
     * @param text what is in it.
     * @param task whose checkpoint it has to be.
     * @return what it holds.
     * @throws OperatorException if it is of another task or source, or anything in it can't be understood.
     */
    public static StoredCheckpoint read(final String name, final String text, final Task task) {
        try {
            final JsonNode root = JSON.readTree(text);
            if (!FORMAT.equals(root.path("format").asText())
                    || root.path("version").asInt() != VERSION) {
                throw new IllegalArgumentException(
                        "it is no file of `checkpoint export`, format " + FORMAT + ", version " + VERSION);
            }
            requireSame("task", task.name(), text(root, "task"));
            requireSame("source-id", task.source().id(), text(root, "source-id"));
            if (!root.path("tables").isArray()) {
                throw new IllegalArgumentException("it has no list of tables");
            }
            final List<TablePoint> tables = new ArrayList<>();
            for (final JsonNode table : root.path("tables")) {
                tables.add(new TablePoint(
                        TableId.of(text(table, "schema"), text(table, "table")), location(table), structure(table)));
            }
            return new StoredCheckpoint(global(root), tables);
        } catch (final JsonProcessingException e) {
            throw new OperatorException(name + ": is not JSON: " + e.getOriginalMessage(), e);
        } catch (final IllegalArgumentException e) {
            throw new OperatorException(name + ": " + e.getMessage(), e);
        }
    }

    /** Without a global point the copy would begin anywhere. */
    private static Optional<GlobalPoint> global(final JsonNode root) {
        if (!root.has("global-point")) {
            throw new IllegalArgumentException("it has no global-point, so it says nothing of where to begin");
        }
        final Optional<Location> exit =
                root.has("safe-mode-exit") ? Optional.of(location(root.get("safe-mode-exit"))) : Optional.empty();
        return Optional.of(new GlobalPoint(location(root.get("global-point")), exit));
    }

    private static Location location(final JsonNode node) {
        final JsonNode offset = node.path("binlog-pos");
        if (!offset.canConvertToLong() || !offset.isIntegralNumber()) {
            throw new IllegalArgumentException("a binlog-pos is missing or no whole number");
        }
        return Location.at(
                new BinlogPosition(text(node, "binlog-name"), offset.asLong()),
                GtidSet.parse(text(node, "binlog-gtid")));
    }

    private static Optional<TableInfo> structure(final JsonNode table) {
        return table.has("table-info") ? Optional.of(TableInfo.parse(text(table, "table-info"))) : Optional.empty();
    }

    private static String text(final JsonNode node, final String key) {
        if (!node.path(key).isTextual()) {
            throw new IllegalArgumentException(key + " is missing or no text");
        }
        return node.get(key).asText();
    }

    private static void requireSame(final String key, final String wanted, final String found) {
        if (!wanted.equals(found)) {
            throw new IllegalArgumentException("it is of " + key + " '" + found + "', but the task file says '" + wanted
                    + "': check that it is the right file; to let another task go on from it, correct " + key
                    + " in it");
        }
    }
}
