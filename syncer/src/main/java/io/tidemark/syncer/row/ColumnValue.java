// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.row;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.syncer.failure.OperatorException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Turns a value as the binlog carries it into what JDBC binds, without loss.
 *
 * <p>The binlog's side: integers Integer or Long, signed whatever their column is; DECIMAL BigDecimal; FLOAT Float; DOUBLE
 * Double; BIT BitSet; YEAR Integer, 1900 for 0000; ENUM and SET numbers; DATE, DATETIME and TIMESTAMP microseconds since
 * 1970-01-01 00:00:00 in UTC, by the Gregorian calendar at all times, and Long.MIN_VALUE for one of all zeros; TIME
 * microseconds, negative ones included; the others byte[], a text in its column's character set, JSON as text in
 * UTF-8.
 *
 * <table>
 * <caption>What is bound</caption>
 * <tr><th>family</th><th>bound as</th></tr>
 * <tr><td>INTEGER, BIT, SET</td><td>Long, or BigDecimal above 2^63 - 1</td></tr>
 * <tr><td>DECIMAL</td><td>BigDecimal</td></tr>
 * <tr><td>YEAR, ENUM</td><td>Long</td></tr>
 * <tr><td>FLOAT, DOUBLE</td><td>String of the exact double, so that a negative zero survives</td></tr>
 * <tr><td>DATE, DATETIME, TIMESTAMP, TIME</td><td>String; a TIMESTAMP in UTC</td></tr>
 * <tr><td>TEXT, BINARY, BYTES, GEOMETRY</td><td>byte[]; a TEXT in the column's own character set</td></tr>
 * <tr><td>JSON, ADDRESS, UUID</td><td>String</td></tr>
 * </table>
 */
public final class ColumnValue {
    private static final Long NO_MEMBER = 0L;
    /** The longest that a server reads as a number: the least likely to be a member. */
    private static final String NO_MEMBER_DIGITS = "00000";

    private ColumnValue() {}

    /**
     * What to bind to find a row by the value.
     *
     * @param structure the table, for messages.
     * @param column    the column.
     * @param raw       the value as the binlog carries it, null for NULL.
     * @return a Long, BigDecimal, String, byte[] or null.
     * @throws OperatorException if the value can't be carried over without loss.
     */
    public static Object forJdbc(final TableStructure structure, final Column column, final Object raw) {
        if (raw == null) {
            return null;
        }
        try {
            return switch (column.type()) {
                case INTEGER -> integer(column, ((Number) raw).longValue());
                case DECIMAL -> (BigDecimal) raw;
                case FLOAT -> Double.toString(((Float) raw).doubleValue());
                case DOUBLE -> Double.toString((Double) raw);
                case BIT -> unsigned(bits((BitSet) raw));
                // a stored 0 is the year 0000; the connector adds 1900 to everything
                case YEAR -> ((Number) raw).longValue() == 1900 ? 0L : ((Number) raw).longValue();
                case DATE -> TemporalText.date((Long) raw);
                case DATETIME, TIMESTAMP -> TemporalText.dateTime((Long) raw);
                case TIME -> TemporalText.time((Long) raw);
                case TEXT, BYTES, GEOMETRY -> (byte[]) raw;
                case BINARY -> padded((byte[]) raw, column.bytes());
                case ENUM -> ((Number) raw).longValue();
                case SET -> unsigned(((Number) raw).longValue());
                case JSON -> new String((byte[]) raw, UTF_8);
                case ADDRESS -> AddressText.of(padded((byte[]) raw, column.bytes()));
                case UUID -> UuidText.of(padded((byte[]) raw, column.bytes()));
            };
        } catch (final ClassCastException e) {
            throw new OperatorException(
                    "column " + column.quoted() + " of " + structure + " is of type " + column.type()
                            + " downstream, but its value came from the binlog as "
                            + raw.getClass().getSimpleName() + "; make the column the same on both sides",
                    e);
        } catch (final IllegalArgumentException e) {
            throw new OperatorException(
                    "a value of column " + column.quoted() + " of " + structure + " can't be carried over: "
                            + e.getMessage(),
                    e);
        }
    }

    /**
     * What to bind for a value that is stored. It differs in one: the number 0 of an ENUM, which MySQL's own servers keep for
     * a value that is no member, would be refused as a number, but not as digits that are no member either.
     *
     * @param structure the table, for messages.
     * @param column    the column.
     * @param raw       the value as the binlog carries it, null for NULL.
     * @return a Long, BigDecimal, String, byte[] or null.
     * @throws OperatorException if the value can't be carried over without loss.
     */
    public static Object toStore(final TableStructure structure, final Column column, final Object raw) {
        final Object value = forJdbc(structure, column, raw);
        return column.type() == ColumnType.ENUM && NO_MEMBER.equals(value) ? NO_MEMBER_DIGITS : value;
    }

    private static Object integer(final Column column, final long signed) {
        if (!column.unsigned()) {
            return signed;
        }
        return column.bytes() == Long.BYTES ? unsigned(signed) : signed & ((1L << (column.bytes() * 8)) - 1);
    }

    private static Object unsigned(final long value) {
        return value >= 0 ? (Object) value : new BigDecimal(Long.toUnsignedString(value));
    }

    private static long bits(final BitSet bits) {
        final long[] words = bits.toLongArray();
        return words.length == 0 ? 0 : words[0];
    }

    private static byte[] padded(final byte[] bytes, final int length) {
        return bytes.length < length ? Arrays.copyOf(bytes, length) : bytes;
    }
}
