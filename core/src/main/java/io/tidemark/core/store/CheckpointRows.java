// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.GtidSet;
import io.tidemark.core.location.Location;
import io.tidemark.core.schema.SharedTableInfos;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.schema.TableInfo;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;

/** Points to rows of the checkpoint table and back, for one source. */
final class CheckpointRows {
    /** What a column of type TEXT holds; a server that is not strict would cut the rest off. */
    private static final int MAX_GTID_BYTES = 65_535;

    private static final TableId GLOBAL_ROW = TableId.of("", "");

    private final CheckpointTable table;
    private final String sourceId;

    CheckpointRows(final CheckpointTable table, final String sourceId) {
        this.table = table;
        this.sourceId = sourceId;
    }

    /**
     * Binds a row of {@link CheckpointTable#upsert}, or of {@link CheckpointTable#upsertWithStructure} if the point has a
     * structure.
     *
     * @param parameter how many parameters of the statement are bound.
     * @return how many are then.
     */
    int bind(final PreparedStatement statement, final int parameter, final TablePoint point) throws SQLException {
        final Row row = new Row(point.table(), point.location(), Optional.empty(), point.structure(), false);
        return bind(statement, parameter, row);
    }

    /** The same for the global row, which never has a structure. */
    int bind(final PreparedStatement statement, final int parameter, final GlobalPoint point) throws SQLException {
        final Row row = new Row(GLOBAL_ROW, point.location(), point.safeModeExit(), Optional.empty(), true);
        return bind(statement, parameter, row);
    }

    private record Row(
            TableId name, Location location, Optional<Location> exit, Optional<TableInfo> structure, boolean global) {}

    private int bind(final PreparedStatement statement, final int bound, final Row row) throws SQLException {
        final Optional<Location> exit = row.exit();
        int parameter = bound;
        statement.setString(++parameter, sourceId);
        statement.setString(++parameter, row.name().schema());
        statement.setString(++parameter, row.name().table());
        statement.setString(++parameter, row.location().position().file());
        statement.setLong(++parameter, row.location().position().offset());
        statement.setString(++parameter, gtidText(row.location(), row.name()));
        statement.setString(++parameter, exit.map(at -> at.position().file()).orElse(""));
        statement.setLong(++parameter, exit.map(at -> at.position().offset()).orElse(0L));
        statement.setString(++parameter, exit.isPresent() ? gtidText(exit.get(), row.name()) : "");
        if (row.structure().isPresent()) {
            statement.setString(++parameter, row.structure().get().json());
        }
        statement.setBoolean(++parameter, row.global());
        return parameter;
    }

    private String gtidText(final Location location, final TableId name) {
        final String text = location.gtids().toString();
        // a character of UTF-8 has at most three bytes a char: most texts need no second look
        if (text.length() > MAX_GTID_BYTES / 3 && text.getBytes(StandardCharsets.UTF_8).length > MAX_GTID_BYTES) {
            throw new CheckpointStoreException(
                    "The GTID set of " + describe(name) + " has " + text.length()
                            + " characters and does not fit into its column (" + MAX_GTID_BYTES + " bytes): " + table,
                    null);
        }
        return text;
    }

    /** Hands over the table points one by one and returns the global one. */
    Optional<GlobalPoint> read(final ResultSet rows, final Consumer<? super TablePoint> tables) throws SQLException {
        final SharedGtids shared = new SharedGtids();
        final SharedTableInfos structures = new SharedTableInfos();
        Optional<GlobalPoint> global = Optional.empty();
        while (rows.next()) {
            final TableId name = TableId.of(rows.getString(1), rows.getString(2));
            final Location location = location(rows, 3, name, shared)
                    .orElseThrow(() -> broken(name, "it has no binlog position, binlog_name is NULL", null));
            if (name.equals(GLOBAL_ROW)) {
                global = Optional.of(new GlobalPoint(location, exit(rows, name, shared)));
            } else {
                tables.accept(new TablePoint(name, location, structure(rows.getString(9), name, structures)));
            }
        }
        return global;
    }

    /** A layout of old may have left NULL where there is none. */
    private Optional<TableInfo> structure(final String json, final TableId name, final SharedTableInfos structures) {
        try {
            return Optional.ofNullable(json)
                    .map(text -> structures.parse(text, name.table()))
                    .filter(known -> !known.isNone());
        } catch (final IllegalArgumentException e) {
            throw broken(
                    name,
                    "its table_info is no structure (" + e.getMessage()
                            + "); set it to 'null' if the downstream's structure is right",
                    e);
        }
    }

    /** Absent if neither a file nor a GTID set is given; a file without GTIDs is a point like any other. */
    private Optional<Location> exit(final ResultSet rows, final TableId name, final SharedGtids shared)
            throws SQLException {
        final String file = rows.getString(6);
        final String gtids = rows.getString(8);
        final boolean noFile = file == null || file.isEmpty();
        if (noFile) {
            return gtids == null || gtids.isBlank()
                    ? Optional.empty()
                    : Optional.of(Location.at(BinlogPosition.MIN, gtids(gtids, name, shared)));
        }
        return location(rows, 6, name, shared);
    }

    /** Reads file, offset and GTID set from three neighbouring columns; empty if the file is NULL. */
    private Optional<Location> location(
            final ResultSet rows, final int column, final TableId name, final SharedGtids shared) throws SQLException {
        final String file = rows.getString(column);
        if (file == null) {
            return Optional.empty();
        }
        final long offset = rows.getLong(column + 1);
        if (rows.wasNull()) {
            throw broken(name, "the binlog position in file '" + file + "' is NULL", null);
        }
        final BinlogPosition position;
        try {
            position = new BinlogPosition(file, offset);
        } catch (final IllegalArgumentException e) {
            throw broken(name, e.getMessage(), e);
        }
        return Optional.of(Location.at(position, gtids(rows.getString(column + 2), name, shared)));
    }

    private GtidSet gtids(final String text, final TableId name, final SharedGtids shared) {
        try {
            return text == null ? GtidSet.EMPTY : shared.parse(text);
        } catch (final IllegalArgumentException e) {
            throw broken(name, e.getMessage(), e);
        }
    }

    private CheckpointStoreException broken(final TableId name, final String why, final Exception cause) {
        return new CheckpointStoreException(
                "The checkpoint of " + describe(name) + " of source '" + sourceId + "' in " + table + " can't be read: "
                        + why + ". Repair or delete this row",
                cause);
    }

    private static String describe(final TableId name) {
        return name.equals(GLOBAL_ROW) ? "the global row" : "table " + name;
    }
}
