// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.check;

import io.tidemark.core.schema.TableId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The tables of a server that its account can see, but for those of the system and of the checkpoint. Immutable. */
final class Catalog {
    private static final Set<String> SYSTEM = Set.of("mysql", "sys", "information_schema", "performance_schema");

    private static final String TABLES = "SELECT TABLE_SCHEMA, TABLE_NAME, ENGINE FROM information_schema.TABLES"
            + " WHERE TABLE_TYPE = 'BASE TABLE' ORDER BY TABLE_SCHEMA, TABLE_NAME";
    private static final String COLUMNS = "SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, DATA_TYPE, COLUMN_TYPE,"
            + " CHARACTER_SET_NAME, COLLATION_NAME, EXTRA FROM information_schema.COLUMNS"
            + " ORDER BY TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION";
    private static final String KEYS = "SELECT TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, COLUMN_NAME, NULLABLE"
            + " FROM information_schema.STATISTICS WHERE NON_UNIQUE = 0"
            + " ORDER BY TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX";

    private final Map<TableId, Table> tables = new LinkedHashMap<>();
    /** By names in lower case, for servers that do not care. */
    private final Map<TableId, Table> folded = new LinkedHashMap<>();

    /**
     * A column.
     *
     * @param dataType its type's name.
     * @param type     its type in full, in lower case and without what only says how to show it.
     * @param charset  empty unless it is text.
     * @param collation the same.
     * @param generated whether it is computed.
     * @param counted   whether the server counts it up.
     */
    record Column(
            String name,
            String dataType,
            String type,
            String charset,
            String collation,
            boolean generated,
            boolean counted) {}

    /** A table; what is in it is added while the catalog is read. */
    static final class Table {
        final TableId id;
        final String engine;
        final List<Column> columns = new ArrayList<>();
        /** The columns of each unique index, in its order. */
        final Map<String, List<String>> keys = new LinkedHashMap<>();

        /** Those in which two rows may be alike, because a column of theirs may be NULL. */
        final Set<String> nullableKeys = new HashSet<>();

        Table(final TableId id, final String engine) {
            this.id = id;
            this.engine = engine;
        }

        /** Whether some unique index tells each row from all others. */
        boolean hasKey() {
            return keys.keySet().stream().anyMatch(key -> !nullableKeys.contains(key));
        }

        boolean isInKey(final Column column) {
            return keys.values().stream().anyMatch(names -> names.contains(column.name));
        }
    }

    static Catalog read(final Side side, final String metaSchema) throws SQLException {
        final Catalog catalog = new Catalog();
        for (final Map<String, String> row : side.query(TABLES)) {
            final TableId id = id(row);
            final String schema = id.schema().toLowerCase(Locale.ROOT);
            if (!SYSTEM.contains(schema) && !schema.equals(metaSchema.toLowerCase(Locale.ROOT))) {
                catalog.add(new Table(id, row.get("ENGINE") == null ? "" : row.get("ENGINE")));
            }
        }
        for (final Map<String, String> row : side.query(COLUMNS)) {
            catalog.find(id(row)).ifPresent(table -> table.columns.add(column(row)));
        }
        for (final Map<String, String> row : side.query(KEYS)) {
            catalog.find(id(row)).ifPresent(table -> addKey(table, row));
        }
        return catalog;
    }

    private void add(final Table table) {
        tables.put(table.id, table);
        folded.putIfAbsent(folded(table.id), table);
    }

    private static void addKey(final Table table, final Map<String, String> row) {
        final String key = row.get("INDEX_NAME");
        final String column = row.get("COLUMN_NAME");
        table.keys.computeIfAbsent(key, name -> new ArrayList<>()).add(column == null ? "" : column);
        if ("YES".equals(row.get("NULLABLE")) || column == null) {
            table.nullableKeys.add(key);
        }
    }

    private static Column column(final Map<String, String> row) {
        final String extra = row.get("EXTRA").toUpperCase(Locale.ROOT);
        final boolean generated = extra.contains("VIRTUAL GENERATED")
                || extra.contains("STORED GENERATED")
                || extra.contains("PERSISTENT");
        return new Column(
                row.get("COLUMN_NAME"),
                row.get("DATA_TYPE").toLowerCase(Locale.ROOT),
                withoutWidth(row.get("COLUMN_TYPE")),
                row.get("CHARACTER_SET_NAME") == null ? "" : row.get("CHARACTER_SET_NAME"),
                row.get("COLLATION_NAME") == null ? "" : row.get("COLLATION_NAME"),
                generated,
                extra.contains("AUTO_INCREMENT"));
    }

    /** The width of an integer is for its display, and MySQL 8 does not say it any more. Case matters in ENUM and SET. */
    private static String withoutWidth(final String type) {
        return type.replaceFirst("^(tinyint|smallint|mediumint|int|bigint|year)\\(\\d+\\)", "$1")
                .replaceFirst(" /\\*.*", "");
    }

    private static TableId id(final Map<String, String> row) {
        return TableId.of(row.get("TABLE_SCHEMA"), row.get("TABLE_NAME"));
    }

    private static TableId folded(final TableId id) {
        return TableId.of(id.schema().toLowerCase(Locale.ROOT), id.table().toLowerCase(Locale.ROOT));
    }

    /** Those tables only that are wanted. */
    Catalog only(final Predicate<TableId> wanted) {
        final Catalog catalog = new Catalog();
        tables.values().stream().filter(table -> wanted.test(table.id)).forEach(catalog::add);
        return catalog;
    }

    /** All tables, by schema and name. */
    List<Table> tables() {
        return List.copyOf(tables.values());
    }

    /** A table by its very name. */
    Optional<Table> find(final TableId id) {
        return Optional.ofNullable(tables.get(id));
    }

    /** A table by a name whose letters may be of another case. */
    Optional<Table> findFolded(final TableId id) {
        return find(id).or(() -> Optional.ofNullable(folded.get(folded(id))));
    }
}
