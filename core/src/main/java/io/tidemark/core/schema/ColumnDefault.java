// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.schema;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column's default, in the form in which TiDB stores it: a text whatever the type, or the text of an expression.
 *
 * @param value      the value or expression; null if there is no default or it is NULL.
 * @param bits       the value of a BIT, whose text does not survive JSON; else null.
 * @param expression whether it is an expression.
 * @param given      whether the source has it; not NULL, and not what TiDB invents for a YEAR.
 */
record ColumnDefault(String value, byte[] bits, boolean expression, boolean given) {
    static final ColumnDefault NONE = new ColumnDefault(null, null, false, false);

    private static final Pattern BIT_LITERAL = Pattern.compile("b'([01]*)'");
    private static final Pattern HEX_LITERAL = Pattern.compile("(?i:0x([0-9a-f]+)|x'([0-9a-f]*)')");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]*\\.?[0-9]+(?:[eE][-+]?[0-9]+)?");
    private static final Pattern LEADING_ZEROS = Pattern.compile("0+(?=[0-9])");
    private static final Pattern NOW =
            Pattern.compile("(?:current_timestamp|now|localtime|localtimestamp)(?:\\([0-9]*\\))?");
    private static final Pattern TODAY = Pattern.compile("(?:curdate|current_date)(?:\\(\\))?");

    static ColumnDefault of(final SourceColumn column, final FieldType type, final SourceTable.Notation notation) {
        final String text = column.byDefault();
        if (column.isGenerated() || text == null) {
            return ofNothing(column, type);
        }
        if (notation == SourceTable.Notation.QUOTED) {
            return quoted(text, column, type);
        }
        if (column.extraSays("default_generated")) {
            return expression(SqlText.expression(text), type);
        }
        final Optional<ColumnDefault> now = now(text, type);
        return now.orElseGet(() -> bare(text, type));
    }

    /** TiDB gives a YEAR that can't be NULL a default, and still says that it has none. */
    private static ColumnDefault ofNothing(final SourceColumn column, final FieldType type) {
        return type.code() == TypeCode.YEAR && !column.nullable() && !column.isGenerated()
                ? new ColumnDefault("0000", null, false, false)
                : NONE;
    }

    private static ColumnDefault quoted(final String text, final SourceColumn column, final FieldType type) {
        if (text.equalsIgnoreCase("NULL")) {
            return ofNothing(column, type);
        }
        final Optional<String> literal = SqlText.unquote(text);
        if (literal.isPresent()) {
            return value(literal.get(), type);
        }
        return bytes(text)
                .map(bytes -> value(bytes, type))
                .orElseGet(() -> NUMBER.matcher(text).matches() ? value(text, type) : expression(text, type));
    }

    /** Only of bits and binary strings a server writes a literal where others have the value itself. */
    private static ColumnDefault bare(final String text, final FieldType type) {
        final boolean isBytes = type.code() == TypeCode.BIT
                || (type.charset().equals(Collation.BINARY.charset())
                        && (type.code() == TypeCode.STRING || type.code() == TypeCode.VARCHAR));
        return (isBytes ? bytes(text) : Optional.<byte[]>empty())
                .map(bytes -> value(bytes, type))
                .orElseGet(() -> value(text, type));
    }

    private static Optional<byte[]> bytes(final String text) {
        final Matcher bits = BIT_LITERAL.matcher(text);
        if (bits.matches()) {
            return Optional.of(Bytes.fromBits(bits.group(1)));
        }
        final Matcher hex = HEX_LITERAL.matcher(text);
        if (hex.matches()) {
            return Optional.of(Bytes.fromHex(hex.group(1) == null ? hex.group(2) : hex.group(1)));
        }
        return Optional.empty();
    }

    private static ColumnDefault value(final byte[] bytes, final FieldType type) {
        if (type.code() == TypeCode.BIT) {
            return new ColumnDefault(Bytes.toText(bytes), bytes, false, true);
        }
        return TypeCode.isNumber(type.code())
                ? value(Bytes.toNumber(bytes).toString(), type)
                : value(new String(bytes, StandardCharsets.UTF_8), type);
    }

    private static ColumnDefault value(final String text, final FieldType type) {
        if (type.code() == TypeCode.BIT) {
            return value(Bytes.fromBits(new BigInteger(text).toString(2)), type);
        }
        if (type.has(ColumnFlag.ZEROFILL) && TypeCode.isNumber(type.code())) {
            return new ColumnDefault(LEADING_ZEROS.matcher(text).replaceFirst(""), null, false, true);
        }
        return new ColumnDefault(padded(text, type), null, false, true);
    }

    /** BINARY(n) always has n bytes. */
    private static String padded(final String text, final FieldType type) {
        if (type.code() != TypeCode.STRING || !type.has(ColumnFlag.BINARY)) {
            return text;
        }
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes.length >= type.length()
                ? text
                : new String(Arrays.copyOf(bytes, Math.toIntExact(type.length())), StandardCharsets.UTF_8);
    }

    private static ColumnDefault expression(final String text, final FieldType type) {
        return now(text, type).orElseGet(() -> new ColumnDefault(text, null, true, true));
    }

    /** The time of the insert is no expression for TiDB, but a value of its own. */
    private static Optional<ColumnDefault> now(final String text, final FieldType type) {
        final String lower = text.toLowerCase(Locale.ROOT);
        final boolean hasTime = type.code() == TypeCode.DATETIME || type.code() == TypeCode.TIMESTAMP;
        if (hasTime && NOW.matcher(lower).matches()) {
            return Optional.of(new ColumnDefault("CURRENT_TIMESTAMP", null, false, true));
        }
        if (type.code() == TypeCode.DATE && TODAY.matcher(lower).matches()) {
            return Optional.of(new ColumnDefault("CURRENT_DATE", null, false, true));
        }
        return Optional.empty();
    }
}
