// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.row.UpstreamColumn.Kind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ColumnAgreementTest {
    private static final Location AT = Location.at(new BinlogPosition("bin.000003", 77));
    private static final TableId SOURCE = TableId.of("up", "t");

    private static UpstreamColumn upstream(final Kind kind, final long size) {
        return new UpstreamColumn(kind, size, 0, "", Optional.empty(), OptionalInt.empty(), List.of());
    }

    private static UpstreamColumn members(final String... members) {
        return new UpstreamColumn(Kind.ENUM, -1, 0, "", Optional.empty(), OptionalInt.empty(), List.of(members));
    }

    private static Column downstream(final ColumnType type, final int bytes, final String declared) {
        return new Column(
                "c",
                type,
                bytes,
                declared.contains("unsigned"),
                type == ColumnType.TEXT ? "utf8mb4" : "",
                "",
                Column.Generation.NONE,
                false,
                declared);
    }

    private static boolean fits(final UpstreamColumn upstream, final Column downstream) {
        return ColumnAgreement.fits(upstream, "", downstream);
    }

    @Test
    void anErrorNamesTableColumnTypesLocationAndRemedy() {
        final ColumnAgreement agreement = new ColumnAgreement(number -> number == 8 ? "latin1" : "");
        final TableStructure structure = new TableStructure(
                TableId.of("down", "t"), List.of(downstream(ColumnType.TEXT, 0, "varchar(10)")), List.of());
        final UpstreamColumn latin =
                new UpstreamColumn(Kind.VARCHAR, 10, 0, "C", Optional.empty(), OptionalInt.of(8), List.of());
        assertThatThrownBy(() -> agreement.require(SOURCE, List.of(latin), structure, AT))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("column `c` of `up`.`t` is VARCHAR of up to 10 bytes in latin1 upstream at ")
                .hasMessageContaining("bin.000003:77")
                .hasMessageContaining("varchar(10) in utf8mb4 downstream (`down`.`t`)")
                .hasMessageContaining("make the structures the same");
        assertThatThrownBy(() -> agreement.require(SOURCE, List.of(), structure, AT))
                .hasMessageContaining("has 0 columns upstream");
    }

    @Test
    void whatIsNotKnownIsNotCompared() {
        assertThat(fits(upstream(Kind.OTHER, -1), downstream(ColumnType.INTEGER, 4, "int(11)")))
                .isTrue();
        assertThat(fits(upstream(Kind.INTEGER, 4), downstream(ColumnType.INTEGER, 4, "int(10) unsigned")))
                .isTrue();
        assertThat(fits(upstream(Kind.DATETIME, -1), downstream(ColumnType.DATETIME, 0, "datetime")))
                .isTrue();
        assertThat(fits(upstream(Kind.CHAR, 16), downstream(ColumnType.UUID, 16, "uuid")))
                .isTrue();
        assertThat(fits(upstream(Kind.BLOB, 0xFFFF_FFFFL), downstream(ColumnType.JSON, 0, "json")))
                .isTrue();
    }

    @Test
    void aLengthIsComparedInCharactersWhereTheyAreKnown() {
        final Column ten = downstream(ColumnType.TEXT, 0, "varchar(10)");
        assertThat(ColumnAgreement.fits(upstream(Kind.VARCHAR, 30), "utf8mb3", ten))
                .isTrue();
        assertThat(ColumnAgreement.fits(upstream(Kind.VARCHAR, 33), "utf8mb3", ten))
                .isFalse();
        assertThat(fits(upstream(Kind.VARCHAR, 33), ten)).isTrue();
        assertThat(fits(upstream(Kind.VARCHAR, 41), ten)).isFalse();
    }

    @Test
    void membersKeepTheirNumbers() {
        final Column column = downstream(ColumnType.ENUM, 0, "enum('a','it''s','c,d')");
        assertThat(fits(members("a", "it's"), column)).isTrue();
        assertThat(fits(members("a", "it's", "c,d"), column)).isTrue();
        assertThat(fits(members("a", "it's", "c,d", "e"), column)).isFalse();
        assertThat(fits(members("it's", "a"), column)).isFalse();
        assertThat(fits(members("\u00c3\u00a4"), column)).isTrue();
        assertThat(fits(members(), column)).isTrue();
    }

    @Test
    void membersWithBackslashesAreNotCompared() {
        assertThat(fits(members("a"), downstream(ColumnType.ENUM, 0, "enum('b\\\\')")))
                .isTrue();
    }
}
