// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.simulation;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.Location;
import io.tidemark.core.schema.DdlEffect;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.schema.TableInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * What the source of one seed sends: transactions row by row, whole ones, or both in turns, and DDLs. The n-th entry,
 * from 1, ends at offset n.
 */
final class SimulatedStream {
    sealed interface Entry permits Change, End, Ddl {}

    /** A row change; rows are numbered from 1 in their order. */
    record Row(int number, TableId table, long[] keys) {}

    /** What the pipeline takes in one call: one row, or all rows of a whole transaction, and the location given for it. */
    record Change(
            List<Row> rows,
            boolean isWhole,
            long routingKey,
            long[] keys,
            List<TableId> tables,
            int bytes,
            Location location)
            implements Entry {}

    record End() implements Entry {}

    record Ddl(DdlEffect effect) implements Entry {}

    private static final List<TableId> FEW_TABLES = List.of(
            TableId.of("shop", "accounts"),
            TableId.of("shop", "orders"),
            TableId.of("shop", "items"),
            TableId.of("blog", "posts"));

    /** More tables than a slot keeps room for. */
    private static final List<TableId> MANY_TABLES = IntStream.range(0, 96)
            .mapToObj(number ->
                    number < FEW_TABLES.size() ? FEW_TABLES.get(number) : TableId.of("blog", "posts_" + number))
            .toList();

    private static final List<TableInfo> STRUCTURES =
            List.of(TableInfo.NONE, structure("before"), structure("between"), structure("after"));

    private static final int MAX_TRANSACTIONS = 30;
    private static final int MAX_ROWS = 4;
    private static final int MAX_ROWS_OF_WHOLE = 8;

    /** More keys than a slot keeps room for, and where there are many tables, mostly more tables too. */
    private static final int MAX_ROWS_OF_GREAT = 100;

    private static final int MAX_KEYS_OF_ROW = 3;
    private static final int MAX_BYTES = 20;

    private final Dice dice;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Location> locations = new ArrayList<>();

    /** For each offset, the bytes, and the payloads that have any, of everything up to there. */
    private final List<Integer> bytes = new ArrayList<>();

    private final List<Integer> payloads = new ArrayList<>();
    private final List<TableId> tables;

    private final int keys;
    private int rows;

    SimulatedStream(final Dice dice) {
        this.dice = dice;
        tables = dice.once(24) ? MANY_TABLES : FEW_TABLES;
        keys = dice.between(1, isGreat() ? 300 : dice.once(4) ? 60 : 12);
        final int wholeOfFour = dice.coin() ? dice.below(5) : 0;
        final int transactions = dice.between(1, MAX_TRANSACTIONS);
        locations.add(Location.ZERO);
        bytes.add(0);
        payloads.add(0);
        for (int i = 0; i < transactions; i++) {
            if (dice.once(12)) {
                add(new Ddl(anyDdl()));
            } else if (dice.below(4) < wholeOfFour) {
                add(anyWhole());
            } else {
                for (int row = dice.below(MAX_ROWS + 1); row > 0; row--) {
                    add(anyChange(1, false));
                }
                add(new End());
            }
        }
    }

    private boolean isGreat() {
        return tables.size() > FEW_TABLES.size();
    }

    private void add(final Entry entry) {
        entries.add(entry);
        locations.add(locationOf(entries.size()));
        final int size = entry instanceof Change change ? change.bytes() : 0;
        bytes.add(bytes.get(bytes.size() - 1) + size);
        payloads.add(payloads.get(payloads.size() - 1) + (size > 0 ? 1 : 0));
    }

    private Change anyWhole() {
        if (!dice.once(isGreat() ? 4 : 40)) {
            return anyChange(dice.between(1, MAX_ROWS_OF_WHOLE), true);
        }
        return anyChange(dice.between(MAX_ROWS_OF_WHOLE, MAX_ROWS_OF_GREAT), true);
    }

    private Change anyChange(final int rowCount, final boolean isWhole) {
        final List<Row> changed = new ArrayList<>();
        final boolean isKeyless = isWhole && dice.once(10);
        for (int row = 0; row < rowCount; row++) {
            changed.add(new Row(
                    ++rows,
                    row < MAX_ROWS_OF_WHOLE ? anyTable() : tables.get(row % tables.size()),
                    isKeyless ? new long[0] : anyKeys()));
        }
        final long[] all =
                changed.stream().flatMapToLong(row -> LongStream.of(row.keys())).toArray();
        final List<TableId> ofChange =
                changed.stream().map(Row::table).distinct().toList();
        final long routingKey = isWhole ? dice.below(1_000) : all[0];
        return new Change(
                List.copyOf(changed), isWhole, routingKey, all, ofChange, dice.below(MAX_BYTES), anyLocation(isWhole));
    }

    /** A row's is mostly that of the row before: they are of one event; or that of the end before. */
    private Location anyLocation(final boolean isWhole) {
        final int before = entries.size();
        if (isWhole || before % 3 == 0) {
            return locationOf(before + 1);
        }
        return entry(before) instanceof Change row && !row.isWhole() ? row.location() : at(before);
    }

    private static Location locationOf(final int offset) {
        return Location.at(new BinlogPosition("mysql-bin.000001", offset));
    }

    private TableId anyTable() {
        return tables.get(dice.below(FEW_TABLES.size()));
    }

    private long[] anyKeys() {
        final long[] any = new long[dice.between(1, MAX_KEYS_OF_ROW)];
        for (int i = 0; i < any.length; i++) {
            any[i] = dice.below(keys);
        }
        return any;
    }

    private DdlEffect anyDdl() {
        final TableId table = anyTable();
        final Map<TableId, TableInfo> changed = Map.of(table, STRUCTURES.get(dice.below(STRUCTURES.size())));
        return switch (dice.below(5)) {
            case 0 -> new DdlEffect(Map.of(), List.of(table), List.of());
            case 1 -> new DdlEffect(Map.of(), List.of(), List.of("shop"));
            case 2 -> new DdlEffect(changed, List.of(anyTable()), List.of());
            case 3 -> DdlEffect.NONE;
            default -> new DdlEffect(changed, List.of(), List.of());
        };
    }

    private static TableInfo structure(final String name) {
        return TableInfo.parse("{\"name\":{\"O\":\"" + name + "\",\"L\":\"" + name + "\"},\"cols\":[]}");
    }

    /** The offset behind the last entry. */
    int end() {
        return entries.size();
    }

    /** All tables that there are. */
    List<TableId> tables() {
        return tables;
    }

    int keys() {
        return keys;
    }

    int rows() {
        return rows;
    }

    /** The entry that ends at an offset. */
    Entry entry(final int offset) {
        return entries.get(offset - 1);
    }

    Location at(final int offset) {
        return locations.get(offset);
    }

    /** The bytes of everything up to an offset. */
    int bytesUpTo(final int offset) {
        return bytes.get(offset);
    }

    /** How many payloads up to an offset have bytes. */
    int payloadsUpTo(final int offset) {
        return payloads.get(offset);
    }

    static int offsetOf(final Location location) {
        return location.equals(Location.ZERO) ? 0 : (int) location.position().offset();
    }

    /** Whether a restart may begin there: at the beginning, or behind a transaction's end or a DDL. */
    boolean isBoundary(final int offset) {
        return offset == 0 || !(entry(offset) instanceof Change change) || change.isWhole();
    }

    /** The last boundary at or before an offset. */
    int boundaryUpTo(final int offset) {
        int boundary = offset;
        while (!isBoundary(boundary)) {
            boundary--;
        }
        return boundary;
    }
}
