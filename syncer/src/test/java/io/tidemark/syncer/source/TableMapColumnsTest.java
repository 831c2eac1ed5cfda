// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.TableMapEventMetadata;
import com.github.shyiko.mysql.binlog.event.TableMapEventMetadata.DefaultCharset;
import io.tidemark.syncer.row.UpstreamColumn;
import io.tidemark.syncer.row.UpstreamColumn.Kind;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TableMapColumnsTest {
    private static final int INT = 3;
    private static final int YEAR = 13;
    private static final int VARCHAR = 15;
    private static final int DATETIME = 18;
    private static final int JSON = 245;
    private static final int DECIMAL = 246;
    private static final int ENUM = 247;
    private static final int STRING = 254;
    private static final int UNHEARD_OF = 242;

    private final TableMapEventMetadata told = new TableMapEventMetadata();

    /** Pairs of a type and what is said of it. */
    private List<UpstreamColumn> columns(final int... typesAndMetas) {
        final byte[] types = new byte[typesAndMetas.length / 2];
        final int[] metas = new int[types.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = (byte) typesAndMetas[2 * i];
            metas[i] = typesAndMetas[2 * i + 1];
        }
        final TableMapEventData map = new TableMapEventData();
        map.setColumnTypes(types);
        map.setColumnMetadata(metas);
        map.setEventMetadata(told);
        return TableMapColumns.of(map);
    }

    @Test
    void lengthsAndDigitsAreReadAsEachTypePacksThem() {
        final List<UpstreamColumn> columns =
                columns(DECIMAL, 2 << 8 | 10, STRING, 0xFE << 8 | 40, STRING, 0xEE << 8 | 0x20, DATETIME, 3);
        assertThat(columns).extracting(UpstreamColumn::size).containsExactly(10L, 40L, 0x120L, 3L);
        assertThat(columns.get(0).scale()).isEqualTo(2);
    }

    @Test
    void anEnumIsHiddenInAString() {
        assertThat(columns(STRING, ENUM << 8 | 1).get(0).kind()).isEqualTo(Kind.ENUM);
    }

    @Test
    void nothingIsSaidThatIsNotTold() {
        assertThat(columns(INT, 0, VARCHAR, 40, UNHEARD_OF, 0)).allSatisfy(column -> {
            assertThat(column.name()).isEmpty();
            assertThat(column.unsigned()).isEmpty();
            assertThat(column.collation()).isEmpty();
        });
    }

    @Test
    void signsBehindAYearAreUncertain() {
        final BitSet unsigned = new BitSet();
        unsigned.set(0, 3);
        told.setSignedness(unsigned);
        assertThat(columns(INT, 0, YEAR, 0, INT, 0))
                .extracting(UpstreamColumn::unsigned)
                .containsExactly(Optional.of(true), Optional.empty(), Optional.empty());
    }

    @Test
    void collationsAreCountedAmongTextsUntilThatIsUncertain() {
        final DefaultCharset common = new DefaultCharset();
        common.setDefaultCharsetCollation(45);
        common.setCharsetCollations(Map.of(1, 8));
        told.setDefaultCharset(common);
        final List<UpstreamColumn> columns = columns(VARCHAR, 40, INT, 0, VARCHAR, 10, JSON, 4, VARCHAR, 40);
        assertThat(columns.get(0).collation()).hasValue(45);
        assertThat(columns.get(2).collation()).hasValue(8);
        assertThat(columns.get(4).collation()).isEmpty();
    }

    @Test
    void listsOfAnotherLengthThanExpectedTellNothing() {
        told.setColumnCharsets(List.of(8));
        told.setColumnNames(List.of("a"));
        told.setEnumStrValues(List.of());
        assertThat(columns(VARCHAR, 1, VARCHAR, 1, STRING, ENUM << 8 | 1)).allSatisfy(column -> {
            assertThat(column.name()).isEmpty();
            assertThat(column.collation()).isEmpty();
            assertThat(column.members()).isEmpty();
        });
    }
}
