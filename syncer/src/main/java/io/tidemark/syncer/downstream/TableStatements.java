package io.tidemark.syncer.downstream;

import io.tidemark.syncer.row.CausalityKeys;
import io.tidemark.syncer.row.Column;
import io.tidemark.syncer.row.ColumnType;
import io.tidemark.syncer.row.ColumnValue;
import io.tidemark.syncer.row.RowChange;
import io.tidemark.syncer.row.TableStructure;
import io.tidemark.syncer.row.UniqueIndex;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The statements of one table, and how changes are bound to them.
 *
 * <p>A row is found by the table's identity, in the columns' own collations, so that its index serves. A table without
 * one is searched by all columns, texts byte by byte: a collation would take another row for the one that is meant.
 *
 * <p>For one worker.
 */
final class TableStatements {
    /** Sets whose literals the server compares with a column as what they are. */
    private static final Set<String> PLAIN_CHARSETS = Set.of("utf8mb4", "utf8mb3", "utf8");

    private final TableStructure table;
    private final List<Column> columns;
    private final int[] written;
    private final int[] searched;
    private final boolean identified;
    private final String into;
    private final String values;
    private final String update;
    private final String delete;
    private final String onDuplicate;
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
        this.into = " INTO " + table.id() + " ("
                + join(written, ", ", i -> columns.get(i).quoted()) + ") VALUES ";
        this.values = '(' + join(written, ", ", i -> "?") + ')';
        final String where = " WHERE " + join(searched, " AND ", this::condition) + (identified ? "" : " LIMIT 1");
        this.update = "UPDATE " + table.id() + " SET "
                + join(written, ", ", i -> columns.get(i).quoted() + " = ?") + where;
        this.delete = "DELETE FROM " + table.id() + where;
        final int[] others = IntStream.of(written)
                .filter(i -> IntStream.of(searched).noneMatch(key -> key == i))
                .toArray();
        this.onDuplicate = " ON DUPLICATE KEY UPDATE " + join(others, ", ", this::overwritten);
        this.overwriting =
                identified && others.length > 0 && IntStream.of(searched).allMatch(this::isWritten) && !hasCompressed();
    }

    /** MariaDB 11.4 spoils values that it can't make shorter when VALUES() copies them into a compressed column. */
    private boolean hasCompressed() {
        return columns.stream().anyMatch(Column::compressed);
    }

    private boolean isWritten(final int column) {
        return !columns.get(column).isGenerated();
    }

    /** Only of the row with the same identity: not of one that has taken its place in another unique index. */
    private String overwritten(final int index) {
        final String name = columns.get(index).quoted();
        final String same = join(
                searched,
                " AND ",
                i -> columns.get(i).quoted() + " = VALUES(" + columns.get(i).quoted() + ')');
        // an IF makes text of an ENUM or SET, which is not always the same value again
        final boolean number = columns.get(index).type() == ColumnType.ENUM
                || columns.get(index).type() == ColumnType.SET;
        final String both = number ? ", CAST(VALUES(%s) AS UNSIGNED), CAST(%s AS UNSIGNED))" : ", VALUES(%s), %s)";
        return name + " = IF(" + same + both.replace("%s", name);
    }

    /** What a change becomes, in this order, beside others. */
    List<StatementForm> forms(final RowChange change, final boolean safe) {
        final boolean overwrite =
                overwriting && !safe && change.kind() == RowChange.Kind.UPDATE && isOverwriting(change);
        return overwrite ? List.of(StatementForm.OVERWRITE) : formsAlone(change, safe);
    }

    /** What a change becomes, in this order, so that it tells whether its row was there. */
    List<StatementForm> formsAlone(final RowChange change, final boolean safe) {
        return switch (change.kind()) {
            case INSERT -> List.of(safe ? StatementForm.REPLACE : StatementForm.INSERT);
            case UPDATE -> {
                if (!safe) {
                    yield List.of(StatementForm.UPDATE);
                }
                yield CausalityKeys.keyChanged(change)
                        ? List.of(StatementForm.DELETE_IF_PRESENT, StatementForm.REPLACE)
                        : List.of(StatementForm.REPLACE);
            }
            case DELETE -> List.of(safe ? StatementForm.DELETE_IF_PRESENT : StatementForm.DELETE);
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

    /** The statement for so many rows; of a form that takes only one, for one. */
    String sql(final StatementForm form, final int rows) {
        return switch (form) {
            case INSERT -> "INSERT" + into + values(rows);
            case REPLACE -> "REPLACE" + into + values(rows);
            case OVERWRITE -> "INSERT" + into + values(rows) + onDuplicate;
            case UPDATE -> update;
            case DELETE, DELETE_IF_PRESENT -> delete;
        };
    }

    private String values(final int rows) {
        return values + (", " + values).repeat(rows - 1);
    }

    /** Binds one row from a parameter on, and tells the next parameter. */
    int bind(final PreparedStatement statement, final int from, final StatementForm form, final RowChange change)
            throws SQLException {
        int next = from;
        if (form.takesManyRows() || form == StatementForm.UPDATE) {
            for (final int i : written) {
                bind(statement, next++, ColumnValue.toStore(table, columns.get(i), change.after()[i]));
            }
        }
        if (!form.takesManyRows()) {
            for (final int i : searched) {
                bind(statement, next++, ColumnValue.forJdbc(table, columns.get(i), change.before()[i]));
            }
        }
        return next;
    }

    /** The values that a change's row is searched by, for messages. */
    String searchedValues(final RowChange change) {
        return identified
                ? join(searched, ", ", i -> columns.get(i).name() + '=' + readable(columns.get(i), change.before()[i]))
                : "all " + searched.length + " columns";
    }

    private String readable(final Column column, final Object raw) {
        final Object value = ColumnValue.forJdbc(table, column, raw);
        if (value instanceof byte[] bytes) {
            return PLAIN_CHARSETS.contains(column.charset())
                    ? '\'' + new String(bytes, java.nio.charset.StandardCharsets.UTF_8) + '\''
                    : "0x" + java.util.HexFormat.of().formatHex(bytes);
        }
        return String.valueOf(value);
    }

    private String condition(final int index) {
        final Column column = columns.get(index);
        final String name = column.quoted();
        if (column.type() == ColumnType.JSON) {
            return name + " <=> CAST(? AS JSON)";
        }
        if (column.type() == ColumnType.SET) {
            // as it is, it is a signed number, which one with its 64th member can't be found by
            return "CAST(" + name + " AS UNSIGNED)" + (identified ? " = ?" : " <=> ?");
        }
        if (!identified) {
            return (column.type() == ColumnType.TEXT ? "CAST(" + name + " AS BINARY)" : name) + " <=> ?";
        }
        return column.type() == ColumnType.TEXT
                ? name + " = CONVERT(? USING " + column.charset() + ") COLLATE " + column.collation()
                : name + " = ?";
    }

    private static void bind(final PreparedStatement statement, final int index, final Object value)
            throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.NULL);
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(index, bytes);
        } else if (value instanceof String text) {
            statement.setString(index, text);
        } else if (value instanceof BigDecimal decimal) {
            statement.setBigDecimal(index, decimal);
        } else {
            statement.setLong(index, (Long) value);
        }
    }

    private static String join(
            final int[] indexes, final String separator, final java.util.function.IntFunction<String> part) {
        return IntStream.of(indexes).mapToObj(part).collect(Collectors.joining(separator));
    }
}
