// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.syncer.row.CausalityKeys;
import io.tidemark.syncer.row.Column;
import io.tidemark.syncer.row.ColumnType;
import io.tidemark.syncer.row.RowChange;
import io.tidemark.syncer.row.TableStructure;
import io.tidemark.syncer.row.UniqueIndex;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The statements of one table: what changes become, and how statements of them begin and end, made once.
 *
 * <p>For one worker.
 */
final class TableStatements {
    /**
     * A list of more conditions costs the server no less a row, and its optimizer memory; up to 200 it looks at each by itself
     * (eq_range_index_dive_limit).
     */
    private static final int MAX_CONDITIONS = 100;

    private static final byte[] COMMA = ", ".getBytes(UTF_8);
    private static final byte[] OR = " OR ".getBytes(UTF_8);
    private static final byte[] LIMIT = " LIMIT 1".getBytes(UTF_8);
    private static final byte[] NOTHING = {};

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
    private final RowText rows;
    private boolean overwriting;

    TableStatements(final TableStructure table) {
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
        this.rows = new RowText(table, written, searched);
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
        rows.add(text, form, change);
    }

    /** The values that a change's row is searched by, for messages. */
    String searchedValues(final RowChange change) {
        return rows.searchedValues(change);
    }
}
