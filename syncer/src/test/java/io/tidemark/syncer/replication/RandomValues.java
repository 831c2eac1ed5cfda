// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Random values as SQL literals, the awkward ones far more often than chance would have them. */
final class RandomValues {
    private static final List<String> TEXTS = List.of(
            "''",
            "' '",
            "'a'",
            "'A '",
            "'ä'",
            "'Ä'",
            "'straße'",
            "'STRASSE'",
            "'quote '' \\\\ \\0 \\n \\Z %_'",
            "'中文'",
            "'ｶﾀｶﾅ カタカナ'",
            "'😀'",
            "'€'",
            "'\t'",
            "'0'",
            "'null'");
    private static final String LETTERS = "aAbBzZ019 -_'é";
    private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();
    private static final long FIRST_DAY = LocalDate.of(0, 1, 1).toEpochDay();
    /** 2038-01-19 00:00:00: no time zone takes it beyond what a TIMESTAMP holds. */
    private static final int LAST_TIMESTAMP = 2_147_472_000;

    private final Random random;

    RandomValues(final Random random) {
        this.random = random;
    }

    /** One of a few. */
    @SafeVarargs
    final <T> T one(final T... of) {
        return of[random.nextInt(of.length)];
    }

    boolean chance(final int inHundred) {
        return random.nextInt(100) < inHundred;
    }

    int below(final int bound) {
        return random.nextInt(bound);
    }

    String integer(final int bytes, final boolean unsigned) {
        final int bits = bytes * 8;
        final BigInteger all = BigInteger.ONE.shiftLeft(bits);
        final BigInteger least = unsigned ? BigInteger.ZERO : all.shiftRight(1).negate();
        final BigInteger value =
                switch (random.nextInt(6)) {
                    case 0 -> least;
                    case 1 -> least.add(all).subtract(BigInteger.ONE);
                    case 2 -> least.add(all.shiftRight(1));
                    case 3 -> BigInteger.valueOf(random.nextInt(10));
                    default -> least.add(new BigInteger(bits, random));
                };
        return value.toString();
    }

    String decimal(final int precision, final int scale, final boolean unsigned) {
        final int digits = random.nextInt(4) == 0 ? precision : 1 + random.nextInt(precision);
        final StringBuilder text = new StringBuilder(precision + 3);
        for (int i = 0; i < digits; i++) {
            text.append(random.nextInt(3) == 0 ? 9 : random.nextInt(10));
        }
        while (text.length() <= scale) {
            text.insert(0, '0');
        }
        if (scale > 0) {
            text.insert(text.length() - scale, '.');
        }
        return (!unsigned && random.nextBoolean() ? "-" : "") + text;
    }

    String real(final boolean single, final boolean unsigned) {
        final double value = single ? single() : twofold();
        return Double.toString(unsigned ? Math.abs(value) : value).toLowerCase(Locale.ROOT);
    }

    private double twofold() {
        final double value =
                switch (random.nextInt(7)) {
                    case 0 -> Double.MAX_VALUE;
                    case 1 -> Double.MIN_NORMAL;
                    case 2 -> Double.MIN_VALUE * (1 + random.nextInt(1000));
                    case 3 -> -0.0;
                    case 4 -> 0.1 * random.nextInt(100);
                    default -> Double.longBitsToDouble(random.nextLong());
                };
        return Double.isFinite(value) ? value : 1.5;
    }

    private double single() {
        final float value =
                switch (random.nextInt(7)) {
                    case 0 -> Float.MAX_VALUE;
                    case 1 -> Float.MIN_NORMAL;
                    case 2 -> Float.MIN_VALUE * (1 + random.nextInt(1000));
                    case 3 -> -0.0f;
                    case 4 -> 0.1f * random.nextInt(100);
                    default -> Float.intBitsToFloat(random.nextInt());
                };
        return Float.isFinite(value) ? value : 1.5f;
    }

    String bits(final int length) {
        final BigInteger value =
                switch (random.nextInt(3)) {
                    case 0 -> BigInteger.ZERO;
                    case 1 -> BigInteger.ONE.shiftLeft(length).subtract(BigInteger.ONE);
                    default -> new BigInteger(length, random);
                };
        return "b'" + value.toString(2) + "'";
    }

    String year() {
        return one("0", "'0000'", "1901", "2155", String.valueOf(1901 + random.nextInt(255)));
    }

    String date() {
        return chance(15) ? "'0000-00-00'" : "'" + day() + "'";
    }

    private String day() {
        final long day = one(
                FIRST_DAY,
                LAST_DAY,
                0L,
                -1L,
                LocalDate.of(1582, 10, 10).toEpochDay(),
                LocalDate.of(2024, 2, 29).toEpochDay(),
                FIRST_DAY + (long) (random.nextDouble() * (LAST_DAY - FIRST_DAY)));
        final LocalDate date = LocalDate.ofEpochDay(day);
        return String.format(Locale.ROOT, "%04d-%02d-%02d", date.getYear(), date.getMonthValue(), date.getDayOfMonth());
    }

    String dateTime(final int digits) {
        if (chance(15)) {
            return "'0000-00-00 00:00:00'";
        }
        return "'" + day() + " " + one("00:00:00", "23:59:59", clock(random.nextInt(24))) + fraction(digits) + "'";
    }

    /** Counted from 1970, so that the session's time zone means nothing. */
    String timestamp(final int digits) {
        if (chance(15)) {
            return "'0000-00-00 00:00:00'";
        }
        final int second = one(1, LAST_TIMESTAMP, 1_711_846_800, 1_729_990_800, 1 + random.nextInt(LAST_TIMESTAMP));
        return "FROM_UNIXTIME(" + second + fraction(digits) + ")";
    }

    String time(final int digits) {
        final String sign = random.nextBoolean() ? "-" : "";
        return "'" + sign + one("838:59:58", "00:00:00", clock(random.nextInt(838))) + fraction(digits) + "'";
    }

    private String clock(final int hour) {
        return String.format(Locale.ROOT, "%02d:%02d:%02d", hour, random.nextInt(60), random.nextInt(60));
    }

    private String fraction(final int digits) {
        if (digits == 0) {
            return "";
        }
        final StringBuilder text = new StringBuilder(".");
        for (int i = 0; i < digits; i++) {
            text.append(one('0', '9', (char) ('0' + random.nextInt(10))));
        }
        return text.toString();
    }

    /** Of the column's character set once it is stored; characters that the set lacks become question marks. */
    String text(final int length) {
        if (random.nextInt(3) > 0) {
            return "LEFT(" + TEXTS.get(random.nextInt(TEXTS.size())) + ", " + length + ")";
        }
        final StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(Math.min(length, 12) + 1); i > 0; i--) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return "'" + text.toString().replace("'", "''") + "'";
    }

    String longText(final int most) {
        return chance(20) ? "REPEAT(" + text(10) + ", " + random.nextInt(most / 60) + ")" : text(1000);
    }

    /** Any bytes are characters in these sets. */
    String anyBytes(final String charset, final int most) {
        return "_" + charset + " " + bytes(most);
    }

    /** Pairs of bytes, whose second may be a backslash or a letter. */
    String pairs(final String charset, final int firstFrom, final int firstTo, final int most) {
        final StringBuilder hex = new StringBuilder();
        for (int i = 1 + random.nextInt(most); i > 0; i--) {
            hex.append(String.format(Locale.ROOT, "%02X%02X", firstFrom + random.nextInt(firstTo - firstFrom + 1), (int)
                    one(0x5C, 0x41, 0x7E, 0x7C)));
        }
        return "_" + charset + " 0x" + hex;
    }

    String bytes(final int most) {
        final byte[] bytes = new byte[random.nextInt(most + 1)];
        random.nextBytes(bytes);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = chance(40) ? one((byte) 0, (byte) 0x20, (byte) 0x27, (byte) 0x5C, (byte) 0xFF) : bytes[i];
        }
        return "x'" + HexFormat.of().formatHex(bytes) + "'";
    }

    String longBytes(final int most) {
        return chance(20) ? "REPEAT(" + bytes(20) + ", " + random.nextInt(most / 20) + ")" : bytes(300);
    }

    String json() {
        return one(
                "'{}'",
                "'[]'",
                "'null'",
                "'\"\"'",
                "'1e400'",
                "'{\"a\": [1, 2.50, null, true, \"\\\\u00e4😀\"], \"b\":   {\"\": {}}}'",
                "'[18446744073709551615, -9223372036854775808, 0.1, 1E+2]'",
                "JSON_OBJECT('k', " + integer(8, true) + ", 't', " + text(10) + ")");
    }

    String geometry(final String type) {
        final String point = random.nextInt(100) + " " + -random.nextInt(100) + ".25";
        final String wkt =
                switch (type) {
                    case "POINT" -> "POINT(" + point + ")";
                    case "LINESTRING" -> "LINESTRING(0 0," + point + ")";
                    case "POLYGON" -> "POLYGON((0 0,0 3,3 3," + random.nextInt(3) + " 0,0 0))";
                    case "MULTIPOINT" -> "MULTIPOINT(" + point + ",1 1)";
                    case "MULTILINESTRING" -> "MULTILINESTRING((0 0," + point + "),(1 1,2 2))";
                    case "MULTIPOLYGON" -> "MULTIPOLYGON(((0 0,0 3,3 3,0 0)),((9 9,9 12,12 12,9 9)))";
                    default -> "GEOMETRYCOLLECTION(POINT(" + point + "),LINESTRING(0 0,1 1))";
                };
        return "ST_GeomFromText('" + wkt + "', " + one(0, 4326) + ")";
    }

    String inet6() {
        return one(
                "'::'",
                "'::1'",
                "'::ffff:192.0.2.1'",
                "'2001:db8::ff00:42:8329'",
                "'fe80::'",
                "CAST(" + sixteen() + " AS INET6)");
    }

    String inet4() {
        return one("'0.0.0.0'", "'255.255.255.255'", "'192.0.2.0'", "'10.0.0." + random.nextInt(256) + "'");
    }

    String uuid() {
        return one(
                "'00000000-0000-0000-0000-000000000000'",
                "'ffffffff-ffff-ffff-ffff-ffffffffffff'",
                "'123e4567-e89b-12d3-a456-426655440000'",
                "'019312d4-0000-7cde-8000-" + String.format(Locale.ROOT, "%012x", random.nextInt(1 << 20)) + "'",
                "CAST(" + sixteen() + " AS UUID)");
    }

    private String sixteen() {
        final byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return "x'" + HexFormat.of().formatHex(bytes) + "'";
    }

    /** A name that needs its quotes. */
    String name(final int number) {
        return one(
                        "c",
                        "C",
                        "select",
                        "schlüssel",
                        "ключ",
                        "名前",
                        "with space",
                        "back`quote",
                        "quo'te",
                        "per%cent",
                        "a.b",
                        "x\"y",
                        "?")
                + number;
    }

    static String quoted(final String name) {
        return '`' + name.replace("`", "``") + '`';
    }
}
