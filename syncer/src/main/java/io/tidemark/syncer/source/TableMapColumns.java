// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.TableMapEventMetadata;
import com.github.shyiko.mysql.binlog.event.TableMapEventMetadata.DefaultCharset;
import com.github.shyiko.mysql.binlog.event.deserialization.ColumnType;
import io.tidemark.syncer.row.UpstreamColumn;
import io.tidemark.syncer.row.UpstreamColumn.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads what a table map tells of its columns. Much of it is told only of the columns of some types, one after the other:
 * where it is not certain which those are, nothing is said of the columns that follow. One map's.
 */
final class TableMapColumns {
    private static final int UNKNOWN = -1;
    private final byte[] types;
    private final int[] metas;
    private final TableMapEventMetadata told;
    private final Kind[] kinds;

    private TableMapColumns(final TableMapEventData map) {
        types = map.getColumnTypes();
        metas = map.getColumnMetadata();
        told = map.getEventMetadata() == null ? new TableMapEventMetadata() : map.getEventMetadata();
        kinds = new Kind[types.length];
        Arrays.setAll(kinds, this::kind);
    }

    static List<UpstreamColumn> of(final TableMapEventData map) {
        return new TableMapColumns(map).read();
    }

    private List<UpstreamColumn> read() {
        final List<String> names = told.getColumnNames();
        final boolean named = names != null && names.size() == types.length;
        final List<OptionalInt> collations = collations();
        final List<List<String>> members = members();
        final List<UpstreamColumn> columns = new ArrayList<>(types.length);
        final BitSet signedness = told.getSignedness();
        boolean signsAreCertain = signedness != null;
        for (int i = 0; i < types.length; i++) {
            // servers differ in whether a YEAR is a number here
            signsAreCertain &= kinds[i] != Kind.YEAR && kinds[i] != Kind.OTHER;
            columns.add(new UpstreamColumn(
                    kinds[i],
                    size(i),
                    kinds[i] == Kind.DECIMAL ? metas[i] >> 8 : 0,
                    named ? names.get(i) : "",
                    signsAreCertain && kinds[i] == Kind.INTEGER ? Optional.of(signedness.get(i)) : Optional.empty(),
                    collations.get(i),
                    members.get(i)));
        }
        return List.copyOf(columns);
    }

    private Kind kind(final int column) {
        final ColumnType type = ColumnType.byCode(types[column] & 0xFF);
        if (type == null) {
            return Kind.OTHER;
        }
        return switch (type) {
            case TINY, SHORT, INT24, LONG, LONGLONG -> Kind.INTEGER;
            case NEWDECIMAL -> Kind.DECIMAL;
            case FLOAT -> Kind.FLOAT;
            case DOUBLE -> Kind.DOUBLE;
            case BIT -> Kind.BIT;
            case YEAR -> Kind.YEAR;
            case DATE, NEWDATE -> Kind.DATE;
            case DATETIME, DATETIME_V2 -> Kind.DATETIME;
            case TIMESTAMP, TIMESTAMP_V2 -> Kind.TIMESTAMP;
            case TIME, TIME_V2 -> Kind.TIME;
            case VARCHAR, VAR_STRING -> Kind.VARCHAR;
            case TINY_BLOB, MEDIUM_BLOB, LONG_BLOB, BLOB -> Kind.BLOB;
            case ENUM -> Kind.ENUM;
            case SET -> Kind.SET;
            case STRING -> string(metas[column] >> 8);
            case JSON -> Kind.JSON;
            case GEOMETRY -> Kind.GEOMETRY;
            default -> Kind.OTHER;
        };
    }

    private static Kind string(final int realType) {
        return realType == ColumnType.ENUM.getCode()
                ? Kind.ENUM
                : realType == ColumnType.SET.getCode() ? Kind.SET : Kind.CHAR;
    }

    private long size(final int column) {
        final int meta = metas[column];
        if (CompressedColumns.isMarked(meta)) {
            return UNKNOWN;
        }
        final ColumnType type = ColumnType.byCode(types[column] & 0xFF);
        if (type == null) {
            return UNKNOWN;
        }
        return switch (type) {
            case TINY -> 1;
            case SHORT -> 2;
            case INT24 -> 3;
            case LONG -> 4;
            case LONGLONG -> 8;
            case NEWDECIMAL -> meta & 0xFF;
            case BIT -> (meta >> 8) * 8L + (meta & 0xFF);
            case DATETIME_V2, TIMESTAMP_V2, TIME_V2, VARCHAR -> meta;
            // two bits of the length are hidden in the type
            case STRING -> kinds[column] == Kind.CHAR ? (meta & 0xFF) | ((((meta >> 8) & 0x30) ^ 0x30) << 4) : UNKNOWN;
            case BLOB -> meta >= 1 && meta <= 4 ? (1L << (8 * meta)) - 1 : UNKNOWN;
            default -> UNKNOWN;
        };
    }

    private List<OptionalInt> collations() {
        final List<OptionalInt> collations = new ArrayList<>();
        final long texts = Arrays.stream(kinds).filter(TableMapColumns::isText).count();
        final List<Integer> each = told.getColumnCharsets();
        final DefaultCharset common = told.getDefaultCharset();
        final Map<Integer, Integer> exceptions =
                common == null || common.getCharsetCollations() == null ? Map.of() : common.getCharsetCollations();
        boolean certain = each == null || each.size() == texts;
        int text = 0;
        for (final Kind kind : kinds) {
            certain &= kind != Kind.OTHER && kind != Kind.GEOMETRY && kind != Kind.JSON;
            OptionalInt collation = OptionalInt.empty();
            if (isText(kind)) {
                if (certain && each != null) {
                    collation = OptionalInt.of(each.get(text));
                } else if (certain && common != null) {
                    collation = OptionalInt.of(exceptions.getOrDefault(text, common.getDefaultCharsetCollation()));
                }
                text++;
            }
            collations.add(collation);
        }
        return collations;
    }

    private static boolean isText(final Kind kind) {
        return kind == Kind.CHAR || kind == Kind.VARCHAR || kind == Kind.BLOB;
    }

    private List<List<String>> members() {
        final List<List<String>> members = new ArrayList<>();
        int enums = 0;
        int sets = 0;
        for (final Kind kind : kinds) {
            members.add(
                    switch (kind) {
                        case ENUM -> member(told.getEnumStrValues(), kind, enums++);
                        case SET -> member(told.getSetStrValues(), kind, sets++);
                        default -> List.of();
                    });
        }
        return members;
    }

    private List<String> member(final List<String[]> all, final Kind kind, final int index) {
        final long count = Arrays.stream(kinds).filter(kind::equals).count();
        return all != null && all.size() == count ? List.of(all.get(index)) : List.of();
    }
}
