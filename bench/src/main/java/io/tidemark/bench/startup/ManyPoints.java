// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.startup;

import io.tidemark.core.location.Location;
import io.tidemark.core.schema.IndexInfo;
import io.tidemark.core.schema.SourceColumn;
import io.tidemark.core.schema.SourceIndex;
import io.tidemark.core.schema.SourceTable;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.schema.TableInfo;
import io.tidemark.core.store.CheckpointChange;
import io.tidemark.core.store.CheckpointStore;
import io.tidemark.core.store.GlobalPoint;
import io.tidemark.core.store.TablePoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fills a checkpoint with the points of many tables, each with a structure of ten columns and three indexes. */
final class ManyPoints {
    private static final int SCHEMAS = 100;
    private static final int AT_ONCE = 10_000;
    private static final String COLLATION = "utf8mb4_general_ci";

    private ManyPoints() {}

    /** The name of one of them. */
    static TableId table(final int number) {
        return TableId.of("schema_" + number % SCHEMAS, "table_" + number);
    }

    /**
     * Writes them, and a global point from which a run begins as after a graceful stop.
     *
     * @param shapes how many structures differ in more than the table's name.
     */
    static void write(final CheckpointStore store, final int tables, final int shapes, final Location at) {
        for (int from = 0; from < tables; from += AT_ONCE) {
            final List<TablePoint> points = new ArrayList<>();
            for (int number = from; number < Math.min(tables, from + AT_ONCE); number++) {
                final TableId table = table(number);
                points.add(new TablePoint(table, at, Optional.of(structure(table.table(), number % shapes))));
            }
            store.write(new CheckpointChange(points, Optional.empty()));
        }
        store.write(new CheckpointChange(List.of(), Optional.of(new GlobalPoint(at, Optional.of(at)))));
    }

    private static TableInfo structure(final String name, final int shape) {
        final List<SourceColumn> columns = List.of(
                number("id", "bigint(20) unsigned", "auto_increment"),
                number("customer_id", "bigint(20) unsigned", ""),
                text("reference", "varchar(64)", false),
                text("status", "enum('new','paid','sent','back')", false),
                number("amount", "decimal(12,2)", ""),
                text("currency", "char(3)", false),
                text("note", "varchar(255)", true),
                text("body_" + shape, "mediumtext", true),
                number("created_at", "datetime(6)", ""),
                number("updated_at", "timestamp(6)", ""));
        final List<SourceIndex> indexes = List.of(
                index(SourceIndex.PRIMARY, true, "id"),
                index("uk_reference", true, "reference"),
                index("k_customer", false, "customer_id", "created_at"));
        return TableInfo.of(new SourceTable(name, COLLATION, "", SourceTable.Notation.QUOTED, columns, indexes));
    }

    private static SourceColumn number(final String name, final String type, final String extra) {
        return new SourceColumn(name, type, false, null, null, extra, null, "");
    }

    private static SourceColumn text(final String name, final String type, final boolean nullable) {
        return new SourceColumn(name, type, nullable, nullable ? "NULL" : null, COLLATION, "", null, "");
    }

    private static SourceIndex index(final String name, final boolean unique, final String... columns) {
        final List<SourceIndex.Part> parts = new ArrayList<>();
        for (final String column : columns) {
            parts.add(new SourceIndex.Part(column, IndexInfo.Part.WHOLE));
        }
        return new SourceIndex(name, unique, "BTREE", true, "", parts);
    }
}
