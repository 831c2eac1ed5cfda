// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One random table, and random changes of its rows. The same seed makes the same. */
final class RandomSchema {
    private static final int MOST_COLUMNS = 9;

    private final RandomValues values;
    private final String table;
    private final List<RandomColumn> columns = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private final boolean numbered;
    private final boolean partitioned;
    private final String rowFormat;
    private int rows;

    RandomSchema(final String database, final int number, final Random random, final RandomColumns kinds) {
        values = new RandomValues(random);
        table = RandomValues.quoted(database) + "." + RandomValues.quoted(values.name(number));
        numbered = values.chance(40);
        if (numbered) {
            columns.add(new RandomColumn("id", "INT", "NOT NULL AUTO_INCREMENT", this::number, "", "%s"));
        }
        for (int i = 1 + values.below(MOST_COLUMNS); i > 0; i--) {
            columns.add(column(kinds.any()));
        }
        if (values.chance(30)) {
            columns.add(generated());
        }
        if (values.chance(30)) {
            columns.add(byDefault());
        }
        chooseKeys();
        partitioned = values.chance(50);
        rowFormat = values.one("", " ROW_FORMAT=COMPACT", " ROW_FORMAT=DYNAMIC") + " DEFAULT CHARSET=utf8mb4";
    }

    String table() {
        return table;
    }

    private String number() {
        return values.chance(5) ? "0" : String.valueOf(1 + values.below(60));
    }

    private RandomColumn column(final RandomColumn kind) {
        final boolean nullable = values.chance(60);
        final boolean hidden = nullable && !columns.isEmpty() && values.chance(10);
        // a TIMESTAMP without a default would be set by each UPDATE
        final String byDefault = kind.type().startsWith("TIMESTAMP") ? " DEFAULT '0000-00-00'" : "";
        final Supplier<String> written = kind.values();
        return new RandomColumn(
                values.name(columns.size()),
                kind.type(),
                (nullable ? "NULL" : "NOT NULL" + byDefault) + (hidden ? " INVISIBLE" : ""),
                nullable ? () -> values.chance(15) ? "NULL" : written.get() : written,
                kind.key(),
                kind.exactly());
    }

    /** Of the first column, whatever it is. */
    private RandomColumn generated() {
        final RandomColumn of = columns.get(0);
        final String how = numbered || of.type().startsWith("CHAR") ? " VIRTUAL" : values.one(" VIRTUAL", " STORED");
        return new RandomColumn("gen erated", "INT", "AS (" + of.quoted() + " IS NULL)" + how, null, null, "%s");
    }

    private RandomColumn byDefault() {
        return values.one(
                new RandomColumn(
                        "default",
                        "VARCHAR(40)",
                        "DEFAULT (CONCAT('d', UUID()))",
                        () -> values.one("DEFAULT", "'x'"),
                        "",
                        "%s"),
                new RandomColumn(
                        "check",
                        "INT",
                        "CHECK (`check` < 90 OR `check` IS NULL)",
                        () -> String.valueOf(values.below(90)),
                        "",
                        "%s"),
                new RandomColumn(
                        "now",
                        "TIMESTAMP(6)",
                        "DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6)",
                        () -> values.one("DEFAULT", "'2020-02-02'"),
                        "",
                        "%s"));
    }

    /** Maybe a PRIMARY KEY, maybe unique keys, of which some may hold NULLs; maybe none. */
    private void chooseKeys() {
        if (numbered) {
            keys.add(values.chance(80) ? "PRIMARY KEY (id)" : "UNIQUE KEY (id)");
        }
        final List<RandomColumn> able = columns.stream()
                .filter(column -> column.key() != null && column.isChosen())
                .toList();
        for (int i = values.below(3); i > 0 && !able.isEmpty(); i--) {
            final RandomColumn first = able.get(values.below(able.size()));
            final RandomColumn second = able.get(values.below(able.size()));
            final String parts = first.inKey() + (first.equals(second) ? "" : ", " + second.inKey());
            final boolean primary = keys.isEmpty() && !first.isNullable() && !second.isNullable();
            keys.add((primary ? "PRIMARY KEY (" : "UNIQUE KEY (") + parts + ")");
        }
    }

    /** As CREATE TABLE. */
    String create() {
        final String partitions =
                partitioned && keys.size() == 1 && numbered ? " PARTITION BY HASH (id) PARTITIONS 3" : "";
        return Stream.concat(columns.stream().map(RandomColumn::definition), keys.stream())
                .collect(Collectors.joining(
                        ", ", "CREATE TABLE " + table + " (", ") ENGINE=InnoDB" + rowFormat + partitions));
    }

    /** The values of all rows, without loss, one row a line. */
    String select() {
        return columns.stream().map(RandomColumn::shown).collect(Collectors.joining(", ", "SELECT ", " FROM " + table));
    }

    List<String> columnNames() {
        return columns.stream().map(RandomColumn::name).toList();
    }

    /** Some changes for one transaction. IGNORE leaves out what a key or a check forbids. */
    List<String> changes() {
        final List<String> changes = new ArrayList<>();
        for (int i = 1 + values.below(4); i > 0; i--) {
            changes.add(rows < 5 ? insert("INSERT IGNORE") : change());
        }
        return changes;
    }

    private String change() {
        return switch (values.below(8)) {
            case 0, 1 -> insert("INSERT IGNORE");
            case 2 -> insert("REPLACE");
            case 3 -> "DELETE FROM " + table + some(2);
            case 4 ->
                numbered
                        ? "UPDATE IGNORE " + table + " SET id = id + 1 ORDER BY id DESC LIMIT 4"
                        : "DELETE FROM " + table + some(1);
            default -> update();
        };
    }

    private String insert(final String how) {
        final List<RandomColumn> written =
                columns.stream().filter(RandomColumn::isWritten).toList();
        final int count = 1 + values.below(4);
        rows += count;
        final List<String> tuples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tuples.add(
                    written.stream().map(column -> column.values().get()).collect(Collectors.joining(", ", "(", ")")));
        }
        return how + " INTO " + table + " ("
                + written.stream().map(RandomColumn::quoted).collect(Collectors.joining(", ")) + ") VALUES "
                + String.join(", ", tuples);
    }

    private String update() {
        final List<RandomColumn> written =
                columns.stream().filter(RandomColumn::isWritten).toList();
        final List<String> sets = new ArrayList<>();
        for (int i = 1 + values.below(3); i > 0; i--) {
            final RandomColumn column = written.get(values.below(written.size()));
            sets.add(column.quoted() + " = " + column.values().get());
        }
        return "UPDATE IGNORE " + table + " SET " + String.join(", ", sets) + some(3);
    }

    private String some(final int most) {
        return " ORDER BY RAND(" + values.below(1000) + ") LIMIT " + (1 + values.below(most));
    }
}
