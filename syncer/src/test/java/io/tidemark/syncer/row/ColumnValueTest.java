// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.row;

import static io.tidemark.syncer.row.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.syncer.failure.OperatorException;
import java.math.BigDecimal;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class ColumnValueTest {
    @Test
    void readsUnsignedIntegersOfEveryWidth() {
        assertThat(integer(1, true, -1)).isEqualTo(255L);
        assertThat(integer(2, true, -1)).isEqualTo(65_535L);
        assertThat(integer(3, true, -1)).isEqualTo(16_777_215L);
        assertThat(integer(4, true, -1)).isEqualTo(4_294_967_295L);
        assertThat(integer(8, true, -1L)).isEqualTo(new BigDecimal("18446744073709551615"));
        assertThat(integer(8, true, 7L)).isEqualTo(7L);
        assertThat(integer(4, false, -1)).isEqualTo(-1L);
    }

    @Test
    void writesDatesAndTimesAsTheServerDoes() {
        assertThat(value(ColumnType.DATE, -62_135_596_800_000_000L)).isEqualTo("0001-01-01");
        assertThat(value(ColumnType.DATETIME, -1L)).isEqualTo("1969-12-31 23:59:59.999999");
        assertThat(value(ColumnType.TIMESTAMP, 1_000_001L)).isEqualTo("1970-01-01 00:00:01.000001");
        assertThat(value(ColumnType.DATE, Long.MIN_VALUE)).isEqualTo("0000-00-00");
        assertThat(value(ColumnType.DATETIME, Long.MIN_VALUE)).isEqualTo("0000-00-00 00:00:00");
        assertThat(value(ColumnType.TIMESTAMP, Long.MIN_VALUE)).isEqualTo("0000-00-00 00:00:00");
        assertThat(value(ColumnType.TIME, -3_020_399_000_000L)).isEqualTo("-838:59:59.000000");
        assertThat(value(ColumnType.TIME, -1L)).isEqualTo("-00:00:00.000001");
        assertThat(value(ColumnType.YEAR, 1900)).isEqualTo(0L);
        assertThat(value(ColumnType.YEAR, 2155)).isEqualTo(2155L);
    }

    @Test
    void takesJsonForTheTextThatTheSourceMadeOfIt() {
        assertThat(value(ColumnType.JSON, Tables.utf8("{\"ä\": [1, 2.50]}"))).isEqualTo("{\"ä\": [1, 2.50]}");
        assertThat(value(ColumnType.TEXT, Tables.utf8("[1]"))).isEqualTo(Tables.utf8("[1]"));
    }

    @Test
    void keepsBitsSetsNullsAndNegativeZeros() {
        assertThat(value(ColumnType.BIT, BitSet.valueOf(new long[] {-1})))
                .isEqualTo(new BigDecimal("18446744073709551615"));
        assertThat(value(ColumnType.BIT, new BitSet())).isEqualTo(0L);
        assertThat(value(ColumnType.SET, Long.MIN_VALUE)).isEqualTo(new BigDecimal("9223372036854775808"));
        assertThat(value(ColumnType.DOUBLE, -0.0)).isEqualTo("-0.0");
        assertThat(value(ColumnType.FLOAT, 0.1f)).isEqualTo("0.10000000149011612");
        assertThat(value(ColumnType.DATE, null)).isNull();
    }

    @Test
    void refusesValuesOfAnotherFamily() {
        assertThatThrownBy(() -> value(ColumnType.DATE, new byte[1]))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("`c0` of `db`.`t`")
                .hasMessageContaining("same on both sides");
    }

    private static Object integer(final int bytes, final boolean unsigned, final Object raw) {
        final TableStructure table =
                table().column(ColumnType.INTEGER, bytes, unsigned).build();
        return ColumnValue.forJdbc(table, table.columns().get(0), raw);
    }

    private static Object value(final ColumnType type, final Object raw) {
        final TableStructure table = table().column(type).build();
        return ColumnValue.forJdbc(table, table.columns().get(0), raw);
    }
}
