// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The SQL that chooses rows by their keys, with its parameters. Composite keys are compared column by column: not every
 * server uses an index for {@code (a, b) > (?, ?)}.
 */
final class Condition {
    private final List<ColumnPair> columns;
    private final Side side;
    private final StringBuilder sql = new StringBuilder();
    private final List<Parameter> parameters = new ArrayList<>();

    private record Parameter(ColumnPair column, String text) {}

    private Condition(final RowKey key, final Side side) {
        this.columns = key.columns();
        this.side = side;
    }

    /** Rows of a range. */
    static Condition in(final KeyRange range, final RowKey key, final Side side) {
        final Condition condition = new Condition(key, side);
        if (!range.after().isEmpty()) {
            condition.beyond(range.after(), ">", ">");
        }
        if (!range.upTo().isEmpty()) {
            condition.sql.append(condition.sql.isEmpty() ? "" : " AND ");
            condition.beyond(range.upTo(), "<", "<=");
        }
        if (condition.sql.isEmpty()) {
            condition.sql.append("1 = 1");
        }
        return condition;
    }

    /** Rows with one of the keys. */
    static Condition among(final List<List<String>> keys, final RowKey key, final Side side) {
        final Condition condition = new Condition(key, side);
        for (final List<String> values : keys) {
            condition.sql.append(condition.sql.isEmpty() ? "" : " OR ").append('(');
            for (int i = 0; i < values.size(); i++) {
                condition.sql.append(i == 0 ? "" : " AND ");
                condition.compare(i, "=", values.get(i));
            }
            condition.sql.append(')');
        }
        return condition;
    }

    /** What concerns the first column alone comes first: it is what an index is entered by. */
    private void beyond(final List<String> values, final String beyond, final String last) {
        if (values.size() > 1) {
            compare(0, beyond + '=', values.get(0));
            sql.append(" AND ");
        }
        beyond(0, values, beyond, last);
    }

    private void beyond(final int i, final List<String> values, final String beyond, final String last) {
        if (i == values.size() - 1) {
            compare(i, last, values.get(i));
            return;
        }
        sql.append('(');
        compare(i, beyond, values.get(i));
        sql.append(" OR (");
        compare(i, "=", values.get(i));
        sql.append(" AND ");
        beyond(i + 1, values, beyond, last);
        sql.append("))");
    }

    private void compare(final int column, final String operator, final String value) {
        sql.append(columns.get(column).on(side).quoted())
                .append(' ')
                .append(operator)
                .append(" ?");
        parameters.add(new Parameter(columns.get(column), value));
    }

    /** Gives the parameters to a statement that has the condition in some places, and no other parameters. */
    void bind(final PreparedStatement statement, final int places) throws SQLException {
        for (int i = 0; i < parameters.size() * places; i++) {
            final Parameter parameter = parameters.get(i % parameters.size());
            final String text = parameter.text();
            switch (parameter.column().family()) {
                // a number that comes as a text would be compared as a floating one
                case INTEGER, DECIMAL -> statement.setBigDecimal(i + 1, new BigDecimal(text));
                case BYTES -> statement.setBytes(i + 1, HexFormat.of().parseHex(text));
                default -> statement.setString(i + 1, text);
            }
        }
    }

    @Override
    public String toString() {
        return sql.toString();
    }
}
