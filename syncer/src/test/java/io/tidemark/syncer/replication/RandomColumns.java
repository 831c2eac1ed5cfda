// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Columns of every type that the embedded server has. */
final class RandomColumns {
    private static final String AS_IT_IS = "%s";
    private static final String BYTES = "HEX(%s)";
    private static final String MANY_MEMBERS =
            IntStream.range(0, 300).mapToObj(i -> "'m" + i + "'").collect(Collectors.joining(","));
    private static final String SIXTY_FOUR =
            IntStream.range(0, 64).mapToObj(i -> "'s" + i + "'").collect(Collectors.joining(","));

    private final RandomValues values;
    private final List<Supplier<RandomColumn>> kinds = new ArrayList<>();
    private final List<Supplier<RandomColumn>> next = new ArrayList<>();

    RandomColumns(final RandomValues values) {
        this.values = values;
        numbers();
        times();
        texts();
        bytes();
        others();
    }

    /** A column of the next kind; every kind comes once before one comes again. */
    RandomColumn any() {
        if (next.isEmpty()) {
            next.addAll(kinds);
            for (int i = next.size() - 1; i > 0; i--) {
                Collections.swap(next, i, values.below(i + 1));
            }
        }
        return next.remove(next.size() - 1).get();
    }

    private void numbers() {
        final List<String> names = List.of("TINYINT", "SMALLINT", "MEDIUMINT", "INT", "BIGINT");
        final int[] bytes = {1, 2, 3, 4, 8};
        for (int i = 0; i < bytes.length; i++) {
            final int width = bytes[i];
            final String name = names.get(i);
            add(name, "", AS_IT_IS, () -> values.integer(width, false));
            add(name + " UNSIGNED", "", AS_IT_IS, () -> values.integer(width, true));
        }
        add("INT(7) ZEROFILL", "", AS_IT_IS, () -> values.integer(4, true));
        add("BOOLEAN", "", AS_IT_IS, () -> values.one("TRUE", "FALSE"));
        decimal(65, 30);
        decimal(65, 0);
        decimal(10, 2);
        decimal(1, 1);
        kinds.add(() -> {
            final int scale = values.below(31);
            final int precision = Math.max(1, scale + values.below(65 - scale + 1));
            return column(
                    "DECIMAL(" + precision + "," + scale + ") UNSIGNED",
                    "",
                    AS_IT_IS,
                    () -> values.decimal(precision, scale, true));
        });
        add("FLOAT", "", "CAST(%s AS DOUBLE)", () -> values.real(true, false));
        add("FLOAT UNSIGNED", "", "CAST(%s AS DOUBLE)", () -> values.real(true, true));
        add("FLOAT(7,3)", "", "CAST(%s AS DOUBLE)", () -> values.decimal(7, 3, false));
        add("DOUBLE", "", AS_IT_IS, () -> values.real(false, false));
        add("DOUBLE(20,5)", "", AS_IT_IS, () -> values.decimal(15, 5, false));
        for (final int length : new int[] {1, 7, 8, 9, 33, 64}) {
            add("BIT(" + length + ")", "", BYTES, () -> values.bits(length));
        }
    }

    private void decimal(final int precision, final int scale) {
        add("DECIMAL(" + precision + "," + scale + ")", "", AS_IT_IS, () -> values.decimal(precision, scale, false));
    }

    private void times() {
        add("YEAR", "", AS_IT_IS, values::year);
        add("DATE", "", AS_IT_IS, values::date);
        for (int digits = 0; digits <= 6; digits++) {
            final int fraction = digits;
            add("DATETIME(" + digits + ")", "", AS_IT_IS, () -> values.dateTime(fraction));
            add("TIMESTAMP(" + digits + ")", "", AS_IT_IS, () -> values.timestamp(fraction));
            add("TIME(" + digits + ")", "", AS_IT_IS, () -> values.time(fraction));
        }
    }

    private void texts() {
        for (final String collation : List.of(
                "utf8mb4_general_ci",
                "utf8mb4_bin",
                "utf8mb4_unicode_520_ci",
                "utf8mb4_nopad_bin",
                "uca1400_ai_ci",
                "uca1400_as_cs",
                "utf8mb3_general_ci",
                "latin1_swedish_ci",
                "latin1_german2_ci",
                "latin2_hungarian_ci",
                "cp1251_general_ci",
                "gbk_chinese_ci",
                "big5_chinese_ci",
                "sjis_japanese_ci",
                "ujis_bin",
                "euckr_korean_ci",
                "ucs2_general_ci",
                "utf16_unicode_ci",
                "utf16le_general_ci",
                "utf32_general_ci")) {
            final String charset = collation.startsWith("uca") ? "utf8mb4" : collation.replaceAll("_.*", "");
            final String set = " CHARACTER SET " + charset + " COLLATE " + collation;
            add("VARCHAR(40)" + set, "(" + (1 + values.below(5)) + ")", BYTES, () -> in(charset, 40));
            add("CHAR(12)" + set, "", BYTES, () -> in(charset, 12));
            add("TEXT" + set, "(8)", BYTES, () -> values.longText(20_000));
        }
        add("TINYTEXT", "(3)", BYTES, () -> values.text(60));
        add("MEDIUMTEXT", "(10)", BYTES, () -> values.longText(70_000));
        add("LONGTEXT", null, BYTES, () -> values.longText(70_000));
        add("VARCHAR(1000) COMPRESSED", null, BYTES, () -> values.longText(5_000));
        add("TEXT COMPRESSED", null, BYTES, () -> values.longText(20_000));
        add("MEDIUMTEXT COMPRESSED", null, BYTES, () -> values.longText(70_000));
        add("JSON", null, BYTES, values::json);
        add(
                "ENUM('a','b','','quo''te','ü','a b','c,d','😀')",
                "",
                "CONCAT(%s + 0, ' ', HEX(%s))",
                () -> values.one("'a'", "'b'", "''", "'quo''te'", "'ü'", "'c,d'", "'😀'", "3", "0"));
        add("ENUM(" + MANY_MEMBERS + ")", "", "%s + 0", () -> String.valueOf(1 + values.below(300)));
        add(
                "SET('a','b','','quo''te','ü','😀')",
                "",
                "CONCAT(%s + 0, ' ', HEX(%s))",
                () -> values.one("''", "'a,b'", "'ü,a'", "'quo''te'", "'😀'", "63", "0"));
        add("SET(" + SIXTY_FOUR + ")", "", "%s + 0", () -> values.integer(8, true));
    }

    /** Half of them bytes of the character set itself. */
    private String in(final String charset, final int length) {
        if (values.chance(50)) {
            return values.text(length);
        }
        return switch (charset) {
            case "latin1", "latin2", "cp1251" -> values.anyBytes(charset, length);
            case "gbk" -> values.pairs(charset, 0x81, 0xFE, length / 4);
            case "big5" -> values.pairs(charset, 0xA4, 0xC5, length / 4);
            case "sjis" -> values.pairs(charset, 0x88, 0x9F, length / 4);
            default -> values.text(length);
        };
    }

    private void bytes() {
        for (final int length : new int[] {1, 4, 16, 255}) {
            add("BINARY(" + length + ")", "", BYTES, () -> values.bytes(length));
        }
        add("VARBINARY(60)", "(" + (1 + values.below(10)) + ")", BYTES, () -> values.bytes(60));
        add("VARBINARY(300)", "", BYTES, () -> values.bytes(300));
        add("TINYBLOB", "(4)", BYTES, () -> values.bytes(255));
        add("BLOB", "(7)", BYTES, () -> values.longBytes(60_000));
        add("MEDIUMBLOB", null, BYTES, () -> values.longBytes(80_000));
        add("LONGBLOB", null, BYTES, () -> values.longBytes(80_000));
        add("VARBINARY(600) COMPRESSED", null, BYTES, () -> values.longBytes(600));
        add("BLOB COMPRESSED", null, BYTES, () -> values.longBytes(60_000));
        add("LONGBLOB COMPRESSED", null, BYTES, () -> values.longBytes(80_000));
    }

    private void others() {
        for (final String type : List.of(
                "GEOMETRY",
                "POINT",
                "LINESTRING",
                "POLYGON",
                "MULTIPOINT",
                "MULTILINESTRING",
                "MULTIPOLYGON",
                "GEOMETRYCOLLECTION")) {
            add(type, null, BYTES, () -> values.geometry(type));
        }
        for (int i = 0; i < 3; i++) {
            add("INET6", "", AS_IT_IS, values::inet6);
            add("INET4", "", AS_IT_IS, values::inet4);
            add("UUID", "", AS_IT_IS, values::uuid);
        }
    }

    private void add(final String type, final String key, final String exactly, final Supplier<String> literals) {
        kinds.add(() -> column(type, key, exactly, literals));
    }

    private static RandomColumn column(
            final String type, final String key, final String exactly, final Supplier<String> literals) {
        return new RandomColumn("", type, "", literals, key, exactly);
    }
}
