// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.row;

import static io.tidemark.syncer.row.Tables.keys;
import static io.tidemark.syncer.row.Tables.row;
import static io.tidemark.syncer.row.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.syncer.failure.OperatorException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CausalityKeysTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "utf8mb4_general_ci,abc,ABC",
                "utf8mb4_general_ci,résumé,RESUME",
                "utf8mb4_general_ci,e,é",
                "utf8mb4_general_ci,b  ,b",
                "utf8mb4_general_ci,straße,strase",
                "utf8mb4_unicode_ci,straße,STRASSE",
                "utf8mb4_unicode_ci,b\u00AD\u200D1,b1",
                "utf8mb4_unicode_ci,x😀,x🚀",
                "utf8mb4_0900_ai_ci,cafe\u0301 1,CAFÉ 1",
                "utf8mb4_0900_ai_ci,Ｆ１,f1",
                "utf8mb4_0900_ai_ci,\uD835\uDC01,b",
                "utf8mb4_uca1400_ai_ci,١٢٣,123",
                "utf8mb4_german2_ci,ä1,ae1",
                "utf8mb4_danish_ci,aar 1,år 1",
                "utf8mb4_da_0900_ai_ci,þ1,th1",
                "utf8mb4_roman_ci,juv 1,IVU 1",
                "utf8mb4_hungarian_ci,ccs 1,cscs 1",
                "utf8mb4_hu_0900_ai_ci,9,\uD800\uDD0F",
                "utf8mb4_lithuanian_ci,y1,i1",
                "utf8mb4_bin,a  ,a",
                "big5_chinese_ci,一,乙",
            })
    void areEqualForValuesThatTheCollationTakesAsEqual(final String collation, final String left, final String right) {
        final TableStructure table = table().text(collation).primary(0).build();
        final Charset charset = collation.startsWith("big5") ? Charset.forName("Big5") : Charset.forName("UTF-8");
        assertThat(keys(RowChange.insert(table, new Object[] {left.getBytes(charset)}, false)))
                .isEqualTo(keys(RowChange.delete(table, new Object[] {right.getBytes(charset)}, false)));
    }

    @ParameterizedTest
    @CsvSource({
        "utf8mb4_general_ci,bob,tom",
        "utf8mb4_general_ci,user1,user2",
        "utf8mb4_general_ci,user1,user11",
        "utf8mb4_general_ci,中文,中国",
        "utf8mb4_bin,a,A",
        "utf8mb4_hungarian_ci,a1,a2",
        "latin1_swedish_ci,b1,c1",
    })
    void differForMostValuesThatDiffer(final String collation, final String left, final String right) {
        final TableStructure table = table().text(collation).primary(0).build();
        assertThat(keys(RowChange.insert(table, row(left), false)))
                .isNotEqualTo(keys(RowChange.insert(table, row(right), false)));
    }

    @Test
    void beginWithTheIdentityOfTheRowBeforeTheChange() {
        final TableStructure table = table().column(ColumnType.INTEGER)
                .text("utf8mb4_bin")
                .primary(0)
                .index("u", false, 1)
                .build();
        final List<Long> insert = keys(RowChange.insert(table, row(1, "a"), false));
        final List<Long> update = keys(RowChange.update(table, row(1, "a"), row(2, "b"), false));
        final List<Long> delete = keys(RowChange.delete(table, row(2, "b"), false));
        assertThat(insert).hasSize(2);
        assertThat(delete).hasSize(2).doesNotContainAnyElementsOf(insert);
        assertThat(update.get(0)).isEqualTo(insert.get(0));
        assertThat(update).hasSize(4).containsAll(insert).containsAll(delete);
        assertThat(keys(RowChange.update(table, row(1, "a"), row(1, "a"), false)))
                .isEqualTo(insert);
    }

    @Test
    void takeAUniqueIndexWithoutNullsForTheIdentity() {
        final TableStructure table = table().column(ColumnType.INTEGER)
                .column(ColumnType.INTEGER)
                .index("a", true, 0)
                .index("b", false, 1)
                .build();
        final List<Long> first = keys(RowChange.insert(table, row(1, 7), false));
        assertThat(keys(RowChange.update(table, row(2, 7), row(3, 7), false)).get(0))
                .isEqualTo(first.get(0));
    }

    @Test
    void leaveOutIndexesThatHoldNull() {
        final TableStructure table = table().column(ColumnType.INTEGER)
                .column(ColumnType.INTEGER)
                .column(ColumnType.INTEGER)
                .primary(0)
                .index("u", true, 1, 2)
                .build();
        assertThat(keys(RowChange.insert(table, row(1, 1, null), false))).hasSize(1);
        assertThat(keys(RowChange.update(table, row(1, null, 1), row(1, 1, 1), false)))
                .hasSize(2);
    }

    @Test
    void useTheWholeRowBeforeAndAfterWhereNothingIdentifiesIt() {
        final TableStructure table = table().text("utf8mb4_general_ci")
                .column(ColumnType.INTEGER)
                .index("u", true, 1)
                .build();
        final List<Long> insert = keys(RowChange.insert(table, row("Bé", null), false));
        assertThat(insert).hasSize(1);
        assertThat(keys(RowChange.delete(table, row("BE ", null), false))).isEqualTo(insert);
        final List<Long> update = keys(RowChange.update(table, row("be", null), row("be", 3), false));
        assertThat(update).hasSize(3).startsWith(insert.get(0));
        assertThat(keys(RowChange.delete(table, row("b", 3), false))).isSubsetOf(update);
    }

    @Test
    void cutTextsByCharactersAndBytesByBytes() {
        final TableStructure texts =
                table().text("utf8mb4_0900_ai_ci").prefix(0, 2).build();
        assertThat(keys(RowChange.insert(texts, row("😀1x"), false)))
                .isEqualTo(keys(RowChange.insert(texts, row("😀1y"), false)))
                .isNotEqualTo(keys(RowChange.insert(texts, row("😀2x"), false)));
        final TableStructure bytes =
                table().column(ColumnType.BYTES).prefix(0, 2).build();
        assertThat(keys(RowChange.insert(bytes, row("äx"), false)))
                .isEqualTo(keys(RowChange.insert(bytes, row("äy"), false)))
                .isNotEqualTo(keys(RowChange.insert(bytes, row("öx"), false)));
    }

    @Test
    void ignoreHowANumberIsWritten() {
        final TableStructure table =
                table().column(ColumnType.DECIMAL).primary(0).build();
        assertThat(keys(RowChange.insert(table, row(new BigDecimal("1.50")), false)))
                .isEqualTo(keys(RowChange.insert(table, row(new BigDecimal("1.5")), false)));
        assertThat(keys(RowChange.insert(table, row(new BigDecimal("0.00")), false)))
                .isEqualTo(keys(RowChange.insert(table, row(new BigDecimal("-0")), false)));
        final TableStructure doubles =
                table().column(ColumnType.DOUBLE).primary(0).build();
        assertThat(keys(RowChange.insert(doubles, row(0.0), false)))
                .isEqualTo(keys(RowChange.insert(doubles, row(-0.0), false)));
    }

    @Test
    void takeABinaryWithAndWithoutItsFillingZerosForOne() {
        final TableStructure table =
                table().column(ColumnType.BINARY, 4, false).primary(0).build();
        assertThat(keys(RowChange.insert(table, row((Object) new byte[] {1, 0, 0, 0}), false)))
                .isEqualTo(keys(RowChange.insert(table, row((Object) new byte[] {1}), false)));
    }

    @Test
    void areOneForAllRowsInAnIndexThatNoImageTells() {
        final TableStructure table =
                table().column(ColumnType.INTEGER).primary(0).expression().build();
        final List<Long> first = keys(RowChange.insert(table, row(1), false));
        assertThat(keys(RowChange.insert(table, row(2), false))).hasSize(2).contains(first.get(1));
    }

    @Test
    void differFromTableToTableAndFromIndexToIndex() {
        final Tables table = table().column(ColumnType.INTEGER)
                .column(ColumnType.INTEGER)
                .primary(0)
                .index("u", false, 1);
        final List<Long> keys = keys(RowChange.insert(table.named("a"), row(1, 1), false));
        assertThat(keys).doesNotHaveDuplicates().hasSize(2);
        assertThat(keys(RowChange.insert(table.named("b"), row(1, 1), false))).doesNotContainAnyElementsOf(keys);
    }

    @Test
    void nameTheColumnOfACharacterSetThatIsUnknown() {
        final TableStructure table =
                table().text("geostd8", "geostd8_general_ci").primary(0).build();
        assertThatThrownBy(() -> keys(RowChange.insert(table, row("a"), false)))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("`c0` of `db`.`t`")
                .hasMessageContaining("geostd8");
    }

    /** Rows are routed by keys, and progress recorded by an older version must still fit: these may never change. */
    @Test
    void areTheSameForEver() {
        final TableStructure table = table().column(ColumnType.INTEGER)
                .text("utf8mb4_general_ci")
                .column(ColumnType.DECIMAL)
                .column(ColumnType.BYTES)
                .column(ColumnType.BIT)
                .column(ColumnType.FLOAT)
                .primary(0)
                .index("u1", true, 1)
                .index("u2", true, 2)
                .index("u3", true, 3)
                .index("u4", true, 4)
                .index("u5", true, 5, 0)
                .build();
        final Object[] image = row(
                42L,
                "Grüße, 世界 2024",
                new BigDecimal("-123456789012345678901234567890.50"),
                new byte[] {0, 1, 2, -1, 4, 5, 6, 7, 8},
                BitSet.valueOf(new long[] {5}),
                1.5f);
        assertThat(keys(RowChange.insert(table, image, false)))
                .containsExactly(
                        8432703480486372044L,
                        -3543170472934337598L,
                        8343632085091620616L,
                        -1041061940894856508L,
                        2748268988743213155L,
                        -5365327802140505245L);
    }
}
