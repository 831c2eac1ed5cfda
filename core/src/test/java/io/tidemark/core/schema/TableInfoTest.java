// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableInfoTest {
    /** As DM writes it: every field of TiDB's structures in its order, and some that nobody knows yet. */
    private static final String OF_DM = """
            {"id":0,"name":{"O":"Orders","L":"orders"},"charset":"utf8mb4","collate":"utf8mb4_bin","cols":[\
            {"id":1,"name":{"O":"Id","L":"id"},"offset":0,"origin_default":null,"origin_default_bit":null,"default":null,\
            "default_bit":null,"default_is_expr":false,"generated_expr_string":"","generated_stored":false,\
            "dependences":null,"type":{"Tp":8,"Flag":4131,"Flen":20,"Decimal":0,"Charset":"binary","Collate":"binary",\
            "Elems":null,"ElemsIsBinaryLit":null,"Array":false,"Future":[1.50,1e400]},"state":5,"comment":"",\
            "hidden":false,"change_state_info":null,"version":2,"future":{"a":18446744073709551616}},\
            {"id":4,"name":{"O":"state","L":"state"},"offset":1,"origin_default":"new","origin_default_bit":null,\
            "default":"new","default_bit":null,"default_is_expr":false,"generated_expr_string":"",\
            "generated_stored":false,"dependences":null,"type":{"Tp":247,"Flag":9,"Flen":4,"Decimal":0,\
            "Charset":"utf8mb4","Collate":"utf8mb4_general_ci","Elems":["new","done"],"ElemsIsBinaryLit":null,\
            "Array":false},"state":5,"comment":"where it is","hidden":false,"change_state_info":null,"version":2},\
            {"id":5,"name":{"O":"mask","L":"mask"},"offset":2,"origin_default":null,"origin_default_bit":null,\
            "default":"\\ufffd","default_bit":"hQ==","default_is_expr":false,"generated_expr_string":"`id` + 1",\
            "generated_stored":true,"dependences":{"id":{}},"type":{"Tp":16,"Flag":32,"Flen":8,"Decimal":0,\
            "Charset":"binary","Collate":"binary"},"state":5,"comment":"","hidden":false,\
            "change_state_info":null,"version":2}],\
            "index_info":[{"id":1,"idx_name":{"O":"PRIMARY","L":"primary"},"tbl_name":{"O":"","L":""},\
            "idx_cols":[{"name":{"O":"Id","L":"id"},"offset":0,"length":-1}],"state":5,"backfill_state":0,\
            "comment":"","index_type":1,"is_unique":true,"is_primary":true,"is_invisible":false,"is_global":false,\
            "mv_index":false,"vector_index":null},\
            {"id":2,"idx_name":{"O":"by_state","L":"by_state"},"tbl_name":{"O":"","L":""},\
            "idx_cols":[{"name":{"O":"state","L":"state"},"offset":1,"length":3,"future":"name"}],"state":5,\
            "comment":"","index_type":1,"is_unique":false,"is_primary":false,"is_invisible":false}],\
            "constraint_info":null,"fk_info":null,"state":5,"pk_is_handle":false,"is_common_handle":false,\
            "common_handle_version":0,"comment":"","auto_inc_id":0,"max_col_id":5,"max_idx_id":2,\
            "update_timestamp":0,"ShardRowIDBits":0,"partition":null,"Lock":null,"version":5,"future":{"name":{"O":"Orders"}}}""";

    /** As an older DM wrote it, whose tracker was a whole TiDB: few fields, and the key is the row id. */
    private static final String OF_OLD_DM = """
            {"id":44,"name":{"O":"t","L":"t"},"charset":"","collate":"","cols":[{"id":1,"name":{"O":"a","L":"a"},\
            "offset":0,"origin_default":null,"default":null,"type":{"Tp":3,"Flag":3,"Flen":11,"Decimal":0,\
            "Charset":"binary","Collate":"binary","Elems":null},"state":5,"comment":""}],"index_info":null,\
            "fk_info":null,"state":5,"pk_is_handle":true,"comment":"","auto_inc_id":0,"max_col_id":1,"max_idx_id":0,\
            "update_timestamp":404545295996944390,"ShardRowIDBits":0,"partition":null}""";

    @Test
    void readsWhatDmWrote() {
        final TableInfo info = TableInfo.parse(OF_DM);

        assertThat(info.name()).isEqualTo("Orders");
        assertThat(info.columns()).extracting(ColumnInfo::name).containsExactly("Id", "state", "mask");
        final ColumnInfo id = info.columns().get(0);
        assertThat(id.type()).isEqualTo(new FieldType(TypeCode.LONGLONG, 4131, 20, 0, "binary", "binary", List.of()));
        assertThat(id.type().has(ColumnFlag.PRIMARY_KEY)).isTrue();
        assertThat(id.type().has(ColumnFlag.ZEROFILL)).isFalse();
        assertThat(id.defaultValue()).isEmpty();
        final ColumnInfo state = info.columns().get(1);
        assertThat(state.id()).isEqualTo(4);
        assertThat(state.type().elements()).containsExactly("new", "done");
        assertThat(state.defaultValue()).contains("new");
        assertThat(state.comment()).isEqualTo("where it is");
        assertThat(state.isGenerated()).isFalse();
        assertThat(info.indexes())
                .containsExactly(
                        new IndexInfo(
                                "PRIMARY", List.of(new IndexInfo.Part("Id", 0, IndexInfo.Part.WHOLE)), true, true),
                        new IndexInfo("by_state", List.of(new IndexInfo.Part("state", 1, 3)), false, false));
    }

    @Test
    void takesABitsDefaultFromItsBytesBecauseItsTextIsMangled() {
        final ColumnInfo mask = TableInfo.parse(OF_DM).columns().get(2);
        assertThat(mask.defaultValue()).isEqualTo(Optional.of("\u0085"));
        assertThat(mask.isGenerated()).isTrue();
        assertThat(mask.generatedStored()).isTrue();
    }

    @Test
    void readsWhatAnOldDmWroteAndFindsTheKeyThatIsTheRowId() {
        assertThat(TableInfo.parse(OF_OLD_DM).indexes())
                .containsExactly(new IndexInfo(
                        "PRIMARY", List.of(new IndexInfo.Part("a", 0, IndexInfo.Part.WHOLE)), true, true));
    }

    @Test
    void writesBackByteForByteWhatItRead() {
        final String spaced = "\n" + OF_DM.replace(",", " ,\t") + "  ";
        assertThat(TableInfo.parse(spaced).json()).isEqualTo(spaced);
        assertThat(TableInfo.parse(OF_OLD_DM).json()).isEqualTo(OF_OLD_DM);
    }

    @Test
    void renamesAndKeepsAllElseByteForByte() {
        final String renamed = OF_DM.replaceFirst(
                "\\{\"O\":\"Orders\",\"L\":\"orders\"}",
                "{\"O\":\"Ölde \\\\\"r\\\\\\\\\",\"L\":\"ölde \\\\\"r\\\\\\\\\"}");
        final TableInfo info = TableInfo.parse(OF_DM).withName("Ölde \"r\\");
        assertThat(info.json()).isEqualTo(renamed);
        assertThat(info.name()).isEqualTo("Ölde \"r\\");
        assertThat(info.withName("Orders").json()).isEqualTo(OF_DM);
    }

    @Test
    void renamesInATextOfAnySize() {
        final String pad = "ü😀 ".repeat(40_000);
        final String json = " {\"future\":\"" + pad + "\",\"name\": {\"X\":1, \"L\" : \"a\",\"O\":\"A\"},\"more\":\""
                + pad + "\",\"cols\":[]}";
        assertThat(TableInfo.parse(json).withName("B").json())
                .isEqualTo(json.replace(": \"a\"", ": \"b\"").replace("\"A\"", "\"B\""));
    }

    @Test
    void isNoneForJsonNull() {
        assertThat(TableInfo.parse("null")).isSameAs(TableInfo.NONE);
        assertThat(TableInfo.NONE.isNone()).isTrue();
        assertThat(TableInfo.NONE.json()).isEqualTo("null");
        assertThat(TableInfo.NONE.columns()).isEmpty();
        assertThat(TableInfo.NONE.indexes()).isEmpty();
        assertThat(TableInfo.NONE.withName("a")).isSameAs(TableInfo.NONE);
        assertThat(TableInfo.parse(OF_DM).isNone()).isFalse();
    }

    @Test
    void isEqualByContentAndNotBySpelling() {
        final String reordered = "{ \"name\" : {\"L\":\"a\",\"O\":\"a\"}, \"id\":1,\"cols\" :[] }";
        final TableInfo info = TableInfo.parse("{\"id\":1,\"name\":{\"O\":\"a\",\"L\":\"a\"},\"cols\":[]}");
        assertThat(TableInfo.parse(reordered)).isEqualTo(info).hasSameHashCodeAs(info);
        assertThat(TableInfo.parse(reordered.replace('1', '2'))).isNotEqualTo(info);
        assertThat(info).isNotEqualTo(TableInfo.NONE).isNotEqualTo(null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                                  | TableInfo is empty; no structure is written as null",
                "{\"id\":                            | TableInfo is not JSON at line 1",
                "{} {}                               | TableInfo is not JSON",
                "[]                                  | must be a JSON object or null, but is an array",
                "{}                                  | field name.O must be a string, but is absent",
                "{\"name\":{\"O\":7}}                | field name.O must be a string, but is the number 7",
                "{\"name\":{\"O\":\"a\"},\"cols\":1} | field cols must be an array, but is the number 1",
                "{\"name\":{\"O\":\"a\"},\"cols\":[{}]} | field cols[0].name.O must be a string, but is absent",
                "{\"name\":{\"O\":\"a\"},\"cols\":[{\"name\":{\"O\":\"c\"},\"offset\":0,\"type\":null}]}"
                        + " | field cols[0].type.Tp must be a number, but is absent",
                "{\"name\":{\"O\":\"a\"},\"index_info\":[{\"idx_name\":{\"O\":\"i\"},\"idx_cols\":[{\"name\":{\"O\":\"c\"}}]}]}"
                        + " | field index_info[0].idx_cols[0].offset must be a number, but is absent",
            })
    void saysWhatIsBrokenAndWhere(final String json, final String message) {
        assertThatThrownBy(() -> TableInfo.parse(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
