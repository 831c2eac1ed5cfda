// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.schema;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the structures of very many tables, of which many differ in nothing but the table's name: each shape is understood
 * and kept once. A structure without a twin costs what {@link TableInfo#parse} costs. Shapes not seen for long are
 * forgotten, so that very many different ones are not held twice. For one thread.
 */
public final class SharedTableInfos {
    private static final int MAX_SHAPES = 1_024;
    private static final float DEFAULT_LOAD_FACTOR = 0.75f;

    /** The first structure of each shape, by the shape. */
    private final Map<String, TableInfo> first = new LinkedHashMap<>(16, DEFAULT_LOAD_FACTOR, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(final Map.Entry<String, TableInfo> eldest) {
            return size() > MAX_SHAPES;
        }
    };

    /** None read yet. */
    public SharedTableInfos() {}

    /**
     * Reads a structure.
     *
     * @param json  what stands in {@code table_info}.
     * @param table the table's name, where the row has it; the structure may have another one.
     * @return what {@link TableInfo#parse} returns.
     * @throws IllegalArgumentException as {@link TableInfo#parse}.
     */
    public TableInfo parse(final String json, final String table) {
        final TableInfoShape shape = TableInfoShape.of(requireNonNull(json, "json"), requireNonNull(table, "table"));
        if (!shape.hasOwnName()) {
            return TableInfo.parse(json);
        }
        final TableInfo twin = first.get(shape.text());
        if (twin != null) {
            return twin.twin(table);
        }
        final TableInfo parsed = TableInfo.parse(json, shape);
        first.put(shape.text(), parsed);
        return parsed;
    }
}
