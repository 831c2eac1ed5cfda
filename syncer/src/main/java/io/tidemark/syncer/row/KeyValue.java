// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.row;

import io.tidemark.pipeline.CausalityKey;
import io.tidemark.syncer.failure.OperatorException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.BitSet;

/** Feeds a value of a key to a hash, in a form that is the same for all values that its column treats as equal. */
final class KeyValue {
    private final CausalityKey hash;

    KeyValue(final CausalityKey hash) {
        this.hash = hash;
    }

    void add(final TableStructure structure, final Column column, final Object raw, final int prefix) {
        if (raw instanceof byte[] bytes) {
            addBytes(structure, column, bytes, prefix);
        } else if (raw instanceof BigDecimal decimal) {
            addDecimal(decimal);
        } else if (raw instanceof Double || raw instanceof Float) {
            // adding a positive zero makes -0.0 and 0.0 one
            hash.add(Double.doubleToLongBits(((Number) raw).doubleValue() + 0.0));
        } else if (raw instanceof Number number) {
            hash.add(number.longValue());
        } else if (raw instanceof BitSet bits) {
            for (final long word : bits.toLongArray()) {
                hash.add(word);
            }
        } else {
            throw new OperatorException("column " + column.quoted() + " of " + structure + " came from the binlog as "
                    + raw.getClass().getName() + ", which no type of column is delivered as");
        }
    }

    /** A BINARY may reference a VARBINARY: both leave out the zeros at the end. */
    void addReferenced(final TableStructure structure, final Column column, final Object raw) {
        if (raw instanceof byte[] bytes && column.type() != ColumnType.TEXT) {
            hash.add(bytes, withoutZeros(bytes, bytes.length));
        } else {
            add(structure, column, raw, 0);
        }
    }

    private static int withoutZeros(final byte[] bytes, final int length) {
        int end = length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return end;
    }

    private void addBytes(final TableStructure structure, final Column column, final byte[] bytes, final int prefix) {
        if (column.type() == ColumnType.TEXT) {
            final String text = TextCharset.decode(structure, column, bytes);
            final int length = text.length();
            final boolean cut = prefix > 0 && prefix < length && prefix < text.codePointCount(0, length);
            hash.add(TextFolding.of(column).fold(cut ? text.substring(0, text.offsetByCodePoints(0, prefix)) : text));
            return;
        }
        final int length = prefix > 0 ? Math.min(prefix, bytes.length) : bytes.length;
        // a binlog leaves out the zeros that fill a value of fixed length
        hash.add(bytes, column.bytes() > 0 ? withoutZeros(bytes, length) : length);
    }

    private void addDecimal(final BigDecimal decimal) {
        final BigDecimal shortest = decimal.signum() == 0 ? BigDecimal.ZERO : decimal.stripTrailingZeros();
        final BigInteger digits = shortest.unscaledValue();
        hash.add(shortest.scale());
        final byte[] bytes = digits.toByteArray();
        hash.add(bytes, bytes.length);
    }
}
