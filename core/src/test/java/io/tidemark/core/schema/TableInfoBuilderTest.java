// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.schema.SourceTable.Notation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What MySQL says, of which no server is at hand; what MariaDB says is read from a real one elsewhere. */
class TableInfoBuilderTest {
    private static final String TEXT = "utf8mb4_0900_ai_ci";

    @Test
    void writesWhatDmWrites() {
        final SourceColumn id = new SourceColumn("Id", "int unsigned", false, null, null, "auto_increment", "", "");
        final SourceColumn text = new SourceColumn("t", "varchar(20)", true, null, "utf8mb3_bin", "", "", "a \"b\"");
        final TableInfo info = TableInfo.of(new SourceTable(
                "T",
                "utf8mb3_general_ci",
                "c",
                Notation.BARE,
                List.of(id, text),
                List.of(primary("id"), key("k", "t"))));
        assertThat(info).isEqualTo(TableInfo.parse("""
                {"id":0,"name":{"O":"T","L":"t"},"charset":"utf8","collate":"utf8_general_ci","cols":[
                {"id":1,"name":{"O":"Id","L":"id"},"offset":0,"origin_default":null,"origin_default_bit":null,
                "default":null,"default_bit":null,"default_is_expr":false,"generated_expr_string":"",
                "generated_stored":false,"dependences":null,"type":{"Tp":3,"Flag":547,"Flen":10,"Decimal":0,
                "Charset":"binary","Collate":"binary","Elems":null,"ElemsIsBinaryLit":null,"Array":false},"state":5,
                "comment":"","hidden":false,"change_state_info":null,"version":2},
                {"id":2,"name":{"O":"t","L":"t"},"offset":1,"origin_default":null,"origin_default_bit":null,
                "default":null,"default_bit":null,"default_is_expr":false,"generated_expr_string":"",
                "generated_stored":false,"dependences":null,"type":{"Tp":15,"Flag":8,"Flen":20,"Decimal":0,
                "Charset":"utf8","Collate":"utf8_bin","Elems":null,"ElemsIsBinaryLit":null,"Array":false},"state":5,
                "comment":"a \\"b\\"","hidden":false,"change_state_info":null,"version":2}],
                "index_info":[{"id":1,"idx_name":{"O":"PRIMARY","L":"primary"},"tbl_name":{"O":"T","L":"t"},
                "idx_cols":[{"name":{"O":"Id","L":"id"},"offset":0,"length":-1}],"state":5,"comment":"",
                "index_type":1,"is_unique":true,"is_primary":true,"is_invisible":false,"is_global":false},
                {"id":2,"idx_name":{"O":"k","L":"k"},"tbl_name":{"O":"T","L":"t"},
                "idx_cols":[{"name":{"O":"t","L":"t"},"offset":1,"length":-1}],"state":5,"comment":"",
                "index_type":1,"is_unique":false,"is_primary":false,"is_invisible":false,"is_global":false}],
                "constraint_info":null,"fk_info":null,"state":5,"pk_is_handle":false,"is_common_handle":false,
                "common_handle_version":0,"comment":"c","auto_inc_id":0,"max_col_id":2,"max_idx_id":2,
                "update_timestamp":0,"ShardRowIDBits":0,"partition":null,"version":5}"""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                // MySQL 8.0.19 and later tell no width of integers
                "tinyint            | 1   | 0   | 4          | 0",
                "tinyint(1)         | 1   | 0   | 1          | 0",
                "tinyint unsigned   | 1   | 32  | 3          | 0",
                "bigint unsigned    | 8   | 32  | 20         | 0",
                "int(5) unsigned zerofill | 3 | 96 | 5       | 0",
                "year               | 13  | 96  | 4          | 0",
                "json               | 245 | 128 | 4294967295 | 0",
                "geomcollection     | 251 | 128 | 4294967295 | 0",
                "vector(3)          | 251 | 128 | 4294967295 | 0",
                "timestamp /* mariadb-5.3 */     | 7  | 128 | 19 | 0",
                "varchar(9) /*M!100301 COMPRESSED*/ | 15 | 0 | 9 | 0",
                "set('a,b','c)''')  | 248 | 0   | 7          | 0",
            })
    void knowsTheTypesOfMysql(
            final String columnType, final int code, final long flags, final long length, final int decimals) {
        final FieldType type = column(columnType, true, null, "").type();
        assertThat(type.code()).isEqualTo(code);
        assertThat(type.flags()).isEqualTo(flags);
        assertThat(type.length()).isEqualTo(length);
        assertThat(type.decimals()).isEqualTo(decimals);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "int                | 5                        |                   | 5                   | false",
                "int(5) zerofill    | 00005                    |                   | 5                   | false",
                "decimal(5,2)       | 1.50                     |                   | 1.50                | false",
                "varchar(9)         | NULL                     |                   | NULL                | false",
                "varchar(9)         | 'x'                      |                   | 'x'                 | false",
                "varchar(9)         | b'1'                     |                   | b'1'                | false",
                "varchar(20)        | CURRENT_TIMESTAMP        |                   | CURRENT_TIMESTAMP   | false",
                "timestamp          | CURRENT_TIMESTAMP        |                   | CURRENT_TIMESTAMP   | false",
                "datetime(3)        | CURRENT_TIMESTAMP(3)     | DEFAULT_GENERATED | CURRENT_TIMESTAMP   | false",
                "date               | curdate()                | DEFAULT_GENERATED | CURRENT_DATE        | false",
                "char(36)           | uuid()                   | DEFAULT_GENERATED | uuid()              | true",
                "json               | _utf8mb4\\'it\\\\\\'s\\' | DEFAULT_GENERATED | _utf8mb4'it\\'s'    | true",
                "binary(2)          | 0x4142                   |                   | AB                  | false",
                "varbinary(2)       | 0x41                     |                   | A                   | false",
                "bit(8)             | b'1000001'               |                   | A                   | false",
                "bit(16)            | 16705                    |                   | AA                  | false",
                "enum('a','b')      | b                        |                   | b                   | false",
            })
    void knowsTheDefaultsOfMysql(
            final String columnType,
            final String byDefault,
            final String extra,
            final String expected,
            final boolean expression) {
        final ColumnInfo column = column(columnType, false, byDefault, extra == null ? "" : extra);
        assertThat(column.defaultValue()).contains(expected);
        assertThat(column.defaultIsExpression()).isEqualTo(expression);
        assertThat(column.type().has(ColumnFlag.NO_DEFAULT)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "5.7.44-log, BARE",
        "8.4.3, BARE",
        "10.1.48-MariaDB, BARE",
        "10.2.6-MariaDB-log, BARE",
        "10.2.7-MariaDB, QUOTED",
        "10.11.2-MariaDB-1:10.11.2+maria~deb11, QUOTED",
        "11.4.5-MariaDB-log, QUOTED"
    })
    void knowsHowAServerWritesDefaults(final String version, final Notation notation) {
        assertThat(Notation.of(version)).isEqualTo(notation);
    }

    @Test
    void saysWhichColumnsMustBeGiven() {
        assertThat(column("int", false, null, "").type().flags())
                .isEqualTo(ColumnFlag.NOT_NULL | ColumnFlag.NO_DEFAULT);
        assertThat(column("int", true, null, "").type().flags()).isZero();
        assertThat(column("int", false, null, "auto_increment").type().flags())
                .isEqualTo(ColumnFlag.NOT_NULL | ColumnFlag.AUTO_INCREMENT);
        final ColumnInfo year = column("year", false, null, "");
        assertThat(year.type().has(ColumnFlag.NO_DEFAULT)).isTrue();
        assertThat(year.defaultValue()).contains("0000");
    }

    @Test
    void unescapesGeneratedExpressionsOfMysql8AndFindsTheirColumns() {
        final TableInfo info = TableInfo.of(new SourceTable(
                "t",
                TEXT,
                "",
                Notation.BARE,
                List.of(
                        new SourceColumn("A`b", "int", true, null, null, "", "", ""),
                        new SourceColumn(
                                "g",
                                "varchar(9)",
                                true,
                                null,
                                TEXT,
                                "STORED GENERATED",
                                "concat(`A``b`,_utf8mb4\\'`no\\')",
                                "")),
                List.of()));
        final ColumnInfo generated = info.columns().get(1);
        assertThat(generated.generatedExpression()).isEqualTo("concat(`A``b`,_utf8mb4'`no')");
        assertThat(generated.generatedStored()).isTrue();
        assertThat(info.json()).contains("\"dependences\":{\"a`b\":{}}");
    }

    @Test
    void leavesOutIndexesThatConstrainNothingOrNoColumn() {
        final TableInfo info = table(
                List.of(new SourceColumn("a", "text", true, null, TEXT, "", "", "")),
                new SourceIndex("f", false, "FULLTEXT", true, "", List.of(new SourceIndex.Part("a", -1))),
                new SourceIndex("s", false, "SPATIAL", true, "", List.of(new SourceIndex.Part("a", 32))),
                new SourceIndex("e", true, "BTREE", true, "", List.of(new SourceIndex.Part(null, -1))));
        assertThat(info.indexes()).isEmpty();
        assertThat(info.columns().get(0).type().flags()).isZero();
    }

    @Test
    void keepsAnIndexThatTheOptimiserDoesNotSee() {
        final SourceColumn a = new SourceColumn("a", "int", true, null, null, "", "", "");
        final TableInfo info = table(
                List.of(a), new SourceIndex("i", true, "HASH", false, "why", List.of(new SourceIndex.Part("a", -1))));
        assertThat(info.json()).contains("\"is_invisible\":true", "\"index_type\":2", "\"comment\":\"why\"");
        assertThat(info.columns().get(0).type().flags()).isEqualTo(ColumnFlag.UNIQUE_KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hologram", "enum(a)", "decimal(many)", "varchar(9", "set('a"})
    void namesAColumnWhoseTypeItDoesNotKnow(final String columnType) {
        assertThatThrownBy(() -> column(columnType, true, null, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("column 'c' of type " + columnType + " has no TableInfo");
    }

    @Test
    void namesAnIndexOfAColumnThatIsNotThere() {
        assertThatThrownBy(() -> table(List.of(), key("k", "gone")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("index 'k' names the column 'gone'");
    }

    private static ColumnInfo column(
            final String columnType, final boolean nullable, final String byDefault, final String extra) {
        return table(List.of(new SourceColumn("c", columnType, nullable, byDefault, TEXT, extra, "", "")))
                .columns()
                .get(0);
    }

    private static TableInfo table(final List<SourceColumn> columns, final SourceIndex... indexes) {
        return TableInfo.of(new SourceTable("t", TEXT, "", Notation.BARE, columns, Arrays.asList(indexes)));
    }

    private static SourceIndex primary(final String column) {
        return new SourceIndex("PRIMARY", true, "BTREE", true, "", List.of(new SourceIndex.Part(column, -1)));
    }

    private static SourceIndex key(final String name, final String... columns) {
        return new SourceIndex(
                name,
                false,
                "BTREE",
                true,
                "",
                Stream.of(columns)
                        .map(column -> new SourceIndex.Part(column, -1))
                        .toList());
    }
}
