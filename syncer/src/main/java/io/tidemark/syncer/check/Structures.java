// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Whether each table is there on both sides, with the same columns in the same order. */
record Structures(Side downstream, List<TablePair> pairs) implements Check {
    /** MariaDB keeps JSON as text. */
    private static final Set<String> JSON = Set.of("json", "longtext");

    @Override
    public String name() {
        return "structure";
    }

    @Override
    public void run(final Findings to) {
        int same = 0;
        for (final TablePair pair : pairs) {
            if (pair.downstream().isEmpty()) {
                to.fail(
                        pair.target(),
                        "there is no such table on the " + downstream,
                        "create it as it is upstream, and copy the rows that it had at the start");
            } else if (compare(to, pair.source(), pair.downstream().get())) {
                same++;
            }
        }
        if (same > 0) {
            to.ok(downstream, same + (same == 1 ? " table has" : " tables have") + " the columns of the upstream");
        }
    }

    private static boolean compare(final Findings to, final Catalog.Table source, final Catalog.Table target) {
        final List<String> names = names(source);
        if (!names.equals(names(target))) {
            to.fail(
                    target.id,
                    "its columns are " + shortened(names(target)) + ", upstream" + of(source, target) + " they are "
                            + shortened(names)
                            + "; rows are carried by the columns' places",
                    "ALTER TABLE " + target.id + " so that it has the same columns in the same order");
            return false;
        }
        boolean same = true;
        for (int i = 0; i < names.size(); i++) {
            same &= compare(to, target, source.columns.get(i), target.columns.get(i), of(source, target));
        }
        return same;
    }

    private static boolean compare(
            final Findings to,
            final Catalog.Table table,
            final Catalog.Column source,
            final Catalog.Column target,
            final String of) {
        final String where = table.id + "." + Side.quoted(target.name());
        if (source.generated() != target.generated()) {
            to.fail(
                    where,
                    source.generated()
                            ? "is generated upstream" + of
                                    + " only, so its values would be written to it as to any other"
                            : "is generated downstream only, so it can't be written",
                    "make it the same on both sides");
            return false;
        }
        if (isSame(source, target)) {
            return true;
        }
        final String what = "is " + described(target) + ", upstream" + of + " it is " + described(source);
        final String remedy =
                "ALTER TABLE " + table.id + " MODIFY " + Side.quoted(target.name()) + ' ' + source.type() + " ...";
        if (!family(source).equals(family(target))) {
            to.fail(where, what, remedy);
        } else {
            to.warn(where, what + "; a value that does not fit stops the task", remedy);
        }
        return false;
    }

    private static boolean isSame(final Catalog.Column source, final Catalog.Column target) {
        if (JSON.contains(source.dataType()) && JSON.contains(target.dataType())) {
            return true;
        }
        return source.type().equals(target.type()) && charset(source).equals(charset(target));
    }

    private static String charset(final Catalog.Column column) {
        return column.charset().equals("utf8") ? "utf8mb3" : column.charset();
    }

    private static String described(final Catalog.Column column) {
        return column.type() + (column.charset().isEmpty() ? "" : " in " + column.charset());
    }

    /** Types between which values can go if they fit. */
    private static String family(final Catalog.Column column) {
        return switch (column.dataType()) {
            case "tinyint", "smallint", "mediumint", "int", "bigint" -> "integer";
            case "float", "double" -> "floating";
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "json" -> "text";
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> "bytes";
            case "datetime", "timestamp" -> "moment";
            default -> column.dataType();
        };
    }

    /** A source table of another name. */
    private static String of(final Catalog.Table source, final Catalog.Table target) {
        return source.id.equals(target.id) ? "" : " in " + source.id;
    }

    private static List<String> names(final Catalog.Table table) {
        final List<String> names = new ArrayList<>();
        table.columns.forEach(column -> names.add(column.name().toLowerCase(Locale.ROOT)));
        return names;
    }

    private static String shortened(final List<String> names) {
        return names.size() <= 20 ? names.toString() : names.size() + " columns " + names.subList(0, 20) + "...";
    }
}
