// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.syncer.row.CausalityKeys;
import io.tidemark.syncer.row.Column;
import io.tidemark.syncer.row.ColumnType;
import io.tidemark.syncer.row.ColumnValue;
import io.tidemark.syncer.row.RowChange;
import io.tidemark.syncer.row.TableStructure;
import io.tidemark.syncer.row.UniqueIndex;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The statements of one table: what changes become, and the pieces of text that do not change from row to row, made once.
 *
 * <p>A row is found by the table's identity, in the columns' own collations, so that its index serves. A table without
 * one is searched by all columns, texts byte by byte: a collation would take another row for the one that is meant.
 *
 * <p>For one worker.
 */
final class TableStatements {
    /**
     * A list of more conditions costs the server no less a row, and its optimizer memory; up to 200 it looks at each by itself
     * (eq_range_index_dive_limit).
     */
    private static final int MAX_CONDITIONS = 100;

    /** Sets in which printable ASCII is the same bytes as in UTF-8. */
    private static final Set<String> ASCII_CHARSETS = Set.of("utf8mb4", "utf8mb3", "utf8", "latin1", "ascii");

    /** Sets whose literals the server compares with a column as what they are. */
    private static final Set<String> PLAIN_CHARSETS = Set.of("utf8mb4", "utf8mb3", "utf8");

    private static final byte[] COMMA = ", ".getBytes(UTF_8);
    private static final byte[] OR = " OR ".getBytes(UTF_8);
    private static final byte[] AND = " AND ".getBytes(UTF_8);
    private static final byte[] WHERE = " WHERE ".getBytes(UTF_8);
    private static final byte[] LIMIT = " LIMIT 1".getBytes(UTF_8);
    private static final byte[] OPEN = "(".getBytes(UTF_8);
    private static final byte[] CLOSE = ")".getBytes(UTF_8);
    private static final byte[] NOTHING = {};

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
    /** Whether a condition can be looked up in the identity's index. */
    private final boolean indexed;

    /** Whether a row can stand in another one's way by its identity only, and that as a whole. */
    private final boolean soleIndex;

    private final byte[] insert;
    private final byte[] replace;
    private final byte[] update;
    private final byte[] delete;
    private final byte[] deleteMany;
    private final byte[] onDuplicate;
    private final Around[] assigned;
    private final boolean[] ascii;
    private final Around[] conditions;
    private boolean overwriting;

    TableStatements(final TableStructure table) {
        this.table = table;
        this.columns = table.columns();
        this.written =
                IntStream.range(0, columns.size()).filter(this::isWritten).toArray();
        this.identified = table.identity().isPresent();
        this.searched = table.identity()
                .map(identity -> identity.parts().stream().mapToInt(UniqueIndex.Part::column))
                .orElseGet(() -> IntStream.of(written))
                .toArray();
        this.indexed = identified
                && IntStream.of(searched).noneMatch(i -> columns.get(i).type() == ColumnType.SET);
        this.soleIndex = table.uniqueIndexes().size() == 1
                && table.uniqueIndexes().get(0).parts().stream().allMatch(part -> part.prefix() == 0);
        final String into = " INTO " + table.id() + " (" + SqlNames.join(written, ", ", this::name) + ") VALUES ";
        this.insert = ("INSERT" + into).getBytes(UTF_8);
        this.replace = ("REPLACE" + into).getBytes(UTF_8);
        this.update = ("UPDATE " + table.id() + " SET ").getBytes(UTF_8);
        this.delete = ("DELETE FROM " + table.id() + " WHERE ").getBytes(UTF_8);
        // else a small table is read as a whole, and rows that other workers have locked are waited for
        this.deleteMany = table.identity()
                .map(identity -> ("DELETE " + table.id() + " FROM " + table.id() + " FORCE INDEX ("
                                + SqlNames.quoted(identity.name()) + ") WHERE ")
                        .getBytes(UTF_8))
                .orElse(delete);
        this.assigned = IntStream.of(written)
                .mapToObj(i -> Around.of(name(i) + " = ", ""))
                .toArray(Around[]::new);
        this.ascii = new boolean[columns.size()];
        for (int i = 0; i < ascii.length; i++) {
            ascii[i] = isAscii(columns.get(i));
        }
        this.conditions = IntStream.of(searched).mapToObj(this::condition).toArray(Around[]::new);
        final int[] others = IntStream.of(written)
                .filter(i -> IntStream.of(searched).noneMatch(key -> key == i))
                .toArray();
        this.onDuplicate =
                (" ON DUPLICATE KEY UPDATE " + SqlNames.join(others, ", ", this::overwritten)).getBytes(UTF_8);
        this.overwriting =
                identified && others.length > 0 && IntStream.of(searched).allMatch(this::isWritten) && !hasCompressed();
    }

    /** MariaDB 11.4 spoils values that it can't make shorter when VALUES() copies them into a compressed column. */
    private boolean hasCompressed() {
        return columns.stream().anyMatch(Column::compressed);
    }

    private static boolean isAscii(final Column column) {
        return switch (column.type()) {
            case TEXT -> ASCII_CHARSETS.contains(column.charset());
            case BINARY, BYTES -> true;
            default -> false;
        };
    }

    private boolean isWritten(final int column) {
        return !columns.get(column).isGenerated();
    }

    private String name(final int column) {
        return columns.get(column).quoted();
    }

    /**
     * Only of the row with the same identity: not of one that has taken its place in another unique index. Where there is no
     * other, it need not be asked.
     */
    private String overwritten(final int column) {
        final String name = name(column);
        // as text, which they become in an IF or when they are copied, they are not always the same value again
        final boolean number = columns.get(column).type() == ColumnType.ENUM
                || columns.get(column).type() == ColumnType.SET;
        final String exact = number ? "CAST(%s AS UNSIGNED)" : "%s";
        final String overwrites = exact.replace("%s", "VALUES(" + name + ')');
        if (soleIndex) {
            return name + " = " + overwrites;
        }
        final String same = SqlNames.join(searched, " AND ", i -> name(i) + " = VALUES(" + name(i) + ')');
        return name + " = IF(" + same + ", " + overwrites + ", " + exact.replace("%s", name) + ')';
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

    /** What a change becomes, in this order, beside others. */
    List<StatementForm> forms(final RowChange change, final boolean safe) {
        final boolean overwrite =
                overwriting && !safe && change.kind() == RowChange.Kind.UPDATE && isOverwriting(change);
        return overwrite ? StatementForm.OVERWRITES : formsAlone(change, safe);
    }

    /** What a change becomes, in this order, so that it tells whether its row was there. */
    List<StatementForm> formsAlone(final RowChange change, final boolean safe) {
        return switch (change.kind()) {
            case INSERT -> safe ? StatementForm.REPLACES : StatementForm.INSERTS;
            case UPDATE -> {
                if (!safe) {
                    yield StatementForm.UPDATES;
                }
                yield CausalityKeys.keyChanged(change) ? StatementForm.MOVES : StatementForm.REPLACES;
            }
            case DELETE -> safe ? StatementForm.DELETES_IF_PRESENT : StatementForm.DELETES;
        };
    }

    /** The identity stays as it is, letter by letter, and another value changes. */
    private boolean isOverwriting(final RowChange change) {
        for (final int i : searched) {
            if (!Objects.deepEquals(change.before()[i], change.after()[i])) {
                return false;
            }
        }
        for (final int i : written) {
            if (!Objects.deepEquals(change.before()[i], change.after()[i])) {
                return true;
            }
        }
        return false;
    }

    /** From now on each UPDATE is a statement of its own: to overwrite rows was found not to fit this table. */
    void stopOverwriting() {
        overwriting = false;
    }

    /** How many rows one statement takes. */
    int maxRows(final StatementForm form) {
        return switch (form) {
            case INSERT, REPLACE, OVERWRITE -> Integer.MAX_VALUE;
            case UPDATE -> 1;
            case DELETE, DELETE_IF_PRESENT, ABSENT -> indexed ? MAX_CONDITIONS : 1;
        };
    }

    /** How a statement begins that is for one row, or may be for more. */
    byte[] head(final StatementForm form, final boolean one) {
        return switch (form) {
            case INSERT, OVERWRITE -> insert;
            case REPLACE -> replace;
            case UPDATE -> update;
            case DELETE, DELETE_IF_PRESENT, ABSENT -> one ? delete : deleteMany;
        };
    }

    /** What stands between two rows. */
    byte[] separator(final StatementForm form) {
        return form.isOfValues() ? COMMA : OR;
    }

    /** How a statement ends. */
    byte[] tail(final StatementForm form) {
        return switch (form) {
            case INSERT, REPLACE -> NOTHING;
            case OVERWRITE -> onDuplicate;
            case UPDATE, DELETE, DELETE_IF_PRESENT, ABSENT -> identified ? NOTHING : LIMIT;
        };
    }

    /** Adds what a statement says of one row. */
    void addRow(final StatementText text, final StatementForm form, final RowChange change) {
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
                    : "0x" + java.util.HexFormat.of().formatHex(bytes);
        }
        return String.valueOf(value);
    }
}
