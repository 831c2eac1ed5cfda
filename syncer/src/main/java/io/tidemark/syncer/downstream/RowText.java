// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.syncer.row.Column;
import io.tidemark.syncer.row.ColumnType;
import io.tidemark.syncer.row.ColumnValue;
import io.tidemark.syncer.row.RowChange;
import io.tidemark.syncer.row.TableStructure;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What statements of one table say of a row: its values, and how it is found. The pieces that do not change from row to row
 * are made once.
 *
 * <p>A row is found by the table's identity, in the columns' own collations, so that its index serves. A table without
 * one is searched by all columns, texts byte by byte: a collation would take another row for the one that is meant.
 *
 * <p>Immutable.
 */
final class RowText {
    /** Sets in which printable ASCII is the same bytes as in UTF-8. */
    private static final Set<String> ASCII_CHARSETS = Set.of("utf8mb4", "utf8mb3", "utf8", "latin1", "ascii");

    /** Sets whose literals the server compares with a column as what they are. */
    private static final Set<String> PLAIN_CHARSETS = Set.of("utf8mb4", "utf8mb3", "utf8");

    private static final byte[] COMMA = ", ".getBytes(UTF_8);
    private static final byte[] AND = " AND ".getBytes(UTF_8);
    private static final byte[] WHERE = " WHERE ".getBytes(UTF_8);
    private static final byte[] OPEN = "(".getBytes(UTF_8);
    private static final byte[] CLOSE = ")".getBytes(UTF_8);

    /** What stands before and behind a value. */
    private static final class Around {
        private final byte[] before;
        private final byte[] behind;

        private Around(final byte[] before, final byte[] behind) {
            this.before = before;
            this.behind = behind;
        }

        static Around of(final String before, final String behind) {
            return new Around(before.getBytes(UTF_8), behind.getBytes(UTF_8));
        }
    }

    private final TableStructure table;
    private final List<Column> columns;
    private final int[] written;
    private final int[] searched;
    private final boolean identified;
    private final Around[] assigned;
    private final boolean[] ascii;
    private final Around[] conditions;

    /**
     * Of no row yet.
     *
     * @param written  the columns that take values.
     * @param searched the columns that a row is found by.
     */
    RowText(final TableStructure table, final int[] written, final int[] searched) {
        this.table = table;
        this.columns = table.columns();
        this.written = written;
        this.searched = searched;
        this.identified = table.identity().isPresent();
        this.assigned = IntStream.of(written)
                .mapToObj(i -> Around.of(columns.get(i).quoted() + " = ", ""))
                .toArray(Around[]::new);
        this.ascii = new boolean[columns.size()];
        for (int i = 0; i < ascii.length; i++) {
            ascii[i] = isAscii(columns.get(i));
        }
        this.conditions = IntStream.of(searched).mapToObj(this::condition).toArray(Around[]::new);
    }

    private static boolean isAscii(final Column column) {
        return switch (column.type()) {
            case TEXT -> ASCII_CHARSETS.contains(column.charset());
            case BINARY, BYTES -> true;
            default -> false;
        };
    }

    private Around condition(final int index) {
        final Column column = columns.get(index);
        final String name = column.quoted();
        if (column.type() == ColumnType.JSON) {
            return Around.of(name + " <=> CAST(", " AS JSON)");
        }
        if (column.type() == ColumnType.SET) {
            // as it is, it is a signed number, which one with its 64th member can't be found by
            return Around.of("CAST(" + name + " AS UNSIGNED)" + (identified ? " = " : " <=> "), "");
        }
        if (!identified) {
            return Around.of((column.type() == ColumnType.TEXT ? "CAST(" + name + " AS BINARY)" : name) + " <=> ", "");
        }
        return column.type() == ColumnType.TEXT
                ? Around.of(name + " = CONVERT(", " USING " + column.charset() + ") COLLATE " + column.collation())
                : Around.of(name + " = ", "");
    }

    /** Adds what a statement says of one row. */
    void add(final StatementText text, final StatementForm form, final RowChange change) {
        switch (form) {
            case INSERT, REPLACE, OVERWRITE -> addValues(text, change.after());
            case UPDATE -> {
                addAssignments(text, change.after());
                text.add(WHERE);
                addConditions(text, change.before());
            }
            case DELETE, DELETE_IF_PRESENT, ABSENT -> addConditions(text, change.before());
        }
    }

    private void addValues(final StatementText text, final Object[] row) {
        text.add(OPEN);
        for (int i = 0; i < written.length; i++) {
            if (i > 0) {
                text.add(COMMA);
            }
            addStored(text, row, written[i]);
        }
        text.add(CLOSE);
    }

    private void addAssignments(final StatementText text, final Object[] row) {
        for (int i = 0; i < written.length; i++) {
            if (i > 0) {
                text.add(COMMA);
            }
            addStored(text.add(assigned[i].before), row, written[i]);
        }
    }

    private void addConditions(final StatementText text, final Object[] row) {
        for (int i = 0; i < searched.length; i++) {
            if (i > 0) {
                text.add(AND);
            }
            text.add(conditions[i].before).addValue(value(row, searched[i])).add(conditions[i].behind);
        }
    }

    private void addStored(final StatementText text, final Object[] row, final int column) {
        final Object value = ColumnValue.toStore(table, columns.get(column), row[column]);
        if (ascii[column]) {
            text.addAscii(value);
        } else {
            text.addValue(value);
        }
    }

    private Object value(final Object[] row, final int column) {
        return ColumnValue.forJdbc(table, columns.get(column), row[column]);
    }

    /** The values that a change's row is searched by, for messages. */
    String searchedValues(final RowChange change) {
        return identified
                ? SqlNames.join(
                        searched,
                        ", ",
                        i -> columns.get(i).name() + '=' + readable(columns.get(i), value(change.before(), i)))
                : "all " + searched.length + " columns";
    }

    private static String readable(final Column column, final Object value) {
        if (value instanceof byte[] bytes) {
            return PLAIN_CHARSETS.contains(column.charset())
                    ? '\'' + new String(bytes, UTF_8) + '\''
                    : "0x" + HexFormat.of().formatHex(bytes);
        }
        return String.valueOf(value);
    }
}
