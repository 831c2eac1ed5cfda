package io.tidemark.syncer.demo;

import io.tidemark.core.schema.TableId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The SQL that makes a table's checksum, for MariaDB, MySQL and TiDB.
 *
 * <p>A row's hash is the MD5 of its values, joined. The table's checksum is the XOR of the hashes' first halves and the
 * sum of their second halves: neither knows an order; of a row that is there twice, the XOR sees nothing, but the sum
 * does.
 */
final class DigestQuery {
    private static final Set<String> BINARY =
            Set.of("binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob");
    private static final Set<String> PLAIN = Set.of(
            "tinyint",
            "smallint",
            "mediumint",
            "int",
            "bigint",
            "decimal",
            "double",
            "date",
            "time",
            "datetime",
            "timestamp",
            "year");

    private DigestQuery() {}

    /** A column as the server describes it. */
    record Column(String name, String dataType) {}

    /** Selects the number of rows, the XOR and the sum, the latter two as decimal numbers or NULL. */
    static String of(final TableId table, final List<Column> columns) {
        final String values = columns.stream().map(DigestQuery::value).collect(Collectors.joining(", "));
        return "SELECT COUNT(*), BIT_XOR(" + number("SUBSTRING(h, 1, 16)") + "), SUM("
                + number("SUBSTRING(h, 17, 16)") + ") FROM (SELECT MD5(CONCAT_WS(',', " + values + ")) AS h FROM "
                + table + ") AS hashes";
    }

    private static String number(final String hexadecimal) {
        return "CAST(CONV(" + hexadecimal + ", 16, 10) AS UNSIGNED)";
    }

    /** Text without commas that is the same for the same value only: the value itself, a hash of it, or N for NULL. */
    private static String value(final Column column) {
        final String name = '`' + column.name().replace("`", "``") + '`';
        final String type = column.dataType().toLowerCase(Locale.ROOT);
        final String text;
        if (PLAIN.contains(type)) {
            text = "CAST(" + name + " AS CHAR)";
        } else if (type.equals("float")) {
            text = "CAST(" + name + " + 0e0 AS CHAR)"; // a float alone is shown with six digits only
        } else if (type.equals("bit")) {
            text = "HEX(" + name + " + 0)";
        } else if (BINARY.contains(type)) {
            text = "MD5(" + name + ')';
        } else if (type.equals("char")) {
            text = "MD5(CONVERT(" + name + " USING utf8mb4))";
        } else {
            // CAST reads JSON as text; a hash keeps long values below the largest packet
            text = "MD5(CONVERT(CAST(" + name + " AS CHAR) USING utf8mb4))";
        }
        return "IFNULL(" + text + ", 'N')";
    }
}
