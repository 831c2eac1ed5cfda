// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.schema.FieldType;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.schema.TableInfo;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(MariaDbExtension.class)
class TableInfoReaderTypesIT {
    private static final String SCHEMA = "every_type";

    /** name, definition and what TiDB makes of it: code, flags, length, decimals, character set, collation. */
    private static final String TYPES = """
            tiny      | TINYINT                          | 1   0    4  0 binary binary
            bool      | BOOL NOT NULL DEFAULT 1          | 1   1    1  0 binary binary
            tinyu     | TINYINT UNSIGNED                 | 1   32   3  0 binary binary
            small     | SMALLINT                         | 2   0    6  0 binary binary
            medium    | MEDIUMINT UNSIGNED               | 9   32   8  0 binary binary
            i         | INT NOT NULL                     | 3   4097 11 0 binary binary
            iu        | INT UNSIGNED                     | 3   32   10 0 binary binary
            iz        | INT(5) ZEROFILL                  | 3   96   5  0 binary binary
            big       | BIGINT                           | 8   0    20 0 binary binary
            bigu      | BIGINT UNSIGNED                  | 8   32   20 0 binary binary
            deci      | DECIMAL                          | 246 0    10 0 binary binary
            decu      | DECIMAL(65,30) UNSIGNED          | 246 32   65 30 binary binary
            f         | FLOAT                            | 4   0    12 -1 binary binary
            f53       | FLOAT(50)                        | 5   0    22 -1 binary binary
            f73       | FLOAT(7,3)                       | 4   0    7  3 binary binary
            d         | DOUBLE UNSIGNED                  | 5   32   22 -1 binary binary
            d102      | DOUBLE(10,2)                     | 5   0    10 2 binary binary
            bit1      | BIT                              | 16  32   1  0 binary binary
            bit64     | BIT(64)                          | 16  32   64 0 binary binary
            y         | YEAR NOT NULL                    | 13  4193 4  0 binary binary
            da        | DATE                             | 10  128  10 0 binary binary
            ti        | TIME                             | 11  128  10 0 binary binary
            ti6       | TIME(6)                          | 11  128  17 6 binary binary
            dt        | DATETIME NOT NULL                | 12  4225 19 0 binary binary
            dt3       | DATETIME(3)                      | 12  128  23 3 binary binary
            ts        | TIMESTAMP NULL                   | 7   128  19 0 binary binary
            tsu       | TIMESTAMP(2) NOT NULL DEFAULT NOW(2) ON UPDATE NOW(2) | 7 8321 22 2 binary binary
            c         | CHAR                             | 254 0    1  0 utf8mb4 utf8mb4_unicode_ci
            c255      | CHAR(255) CHARSET ascii          | 254 0    255 0 ascii ascii_general_ci
            v         | VARCHAR(300) CHARSET latin1      | 15  0    300 0 latin1 latin1_swedish_ci
            v3        | VARCHAR(3) CHARSET utf8mb3       | 15  0    3  0 utf8 utf8_general_ci
            vcomp     | VARCHAR(30) COMPRESSED           | 15  0    30 0 utf8mb4 utf8mb4_unicode_ci
            vbin      | VARCHAR(3) CHARSET binary        | 15  128  3  0 binary binary
            tt        | TINYTEXT                         | 249 0    255 0 utf8mb4 utf8mb4_unicode_ci
            te        | TEXT COLLATE utf8mb4_bin         | 252 0    65535 0 utf8mb4 utf8mb4_bin
            mt        | MEDIUMTEXT                       | 250 0    16777215 0 utf8mb4 utf8mb4_unicode_ci
            lt        | LONGTEXT                         | 251 0    4294967295 0 utf8mb4 utf8mb4_unicode_ci
            b         | BINARY                           | 254 128  1  0 binary binary
            b16       | BINARY(16)                       | 254 128  16 0 binary binary
            vb        | VARBINARY(300)                   | 15  128  300 0 binary binary
            tb        | TINYBLOB                         | 249 128  255 0 binary binary
            bl        | BLOB                             | 252 128  65535 0 binary binary
            mb        | MEDIUMBLOB                       | 250 128  16777215 0 binary binary
            lb        | LONGBLOB                         | 251 128  4294967295 0 binary binary
            en        | ENUM('é','it''s, ','a\\\\b','')    | 247 0    5  0 utf8mb4 utf8mb4_unicode_ci
            se        | SET('a','bc','d)') NOT NULL      | 248 4097 7  0 utf8mb4 utf8mb4_unicode_ci
            js        | JSON                             | 251 0    4294967295 0 utf8mb4 utf8mb4_bin
            geo       | GEOMETRY                         | 251 128  4294967295 0 binary binary
            po        | POINT                            | 251 128  4294967295 0 binary binary
            ls        | LINESTRING                       | 251 128  4294967295 0 binary binary
            pg        | POLYGON                          | 251 128  4294967295 0 binary binary
            mp        | MULTIPOINT                       | 251 128  4294967295 0 binary binary
            ml        | MULTILINESTRING                  | 251 128  4294967295 0 binary binary
            mpg       | MULTIPOLYGON                     | 251 128  4294967295 0 binary binary
            gc        | GEOMETRYCOLLECTION               | 251 128  4294967295 0 binary binary
            i6        | INET6                            | 254 0    39 0 utf8mb4 utf8mb4_bin
            i4        | INET4                            | 254 0    15 0 utf8mb4 utf8mb4_bin
            uu        | UUID                             | 254 0    36 0 utf8mb4 utf8mb4_bin
            """;

    @Test
    void readsEveryType(final MariaDbServer server) throws Exception {
        final List<String[]> lines =
                TYPES.lines().map(line -> line.split("\\|", -1)).toList();
        final TableId table = TableId.of(SCHEMA, "t");
        server.execute(
                "DROP SCHEMA IF EXISTS " + SCHEMA,
                "CREATE SCHEMA " + SCHEMA,
                "CREATE TABLE " + table + " ("
                        + lines.stream().map(line -> line[0] + " " + line[1]).collect(Collectors.joining(","))
                        + ") COLLATE utf8mb4_unicode_ci");

        final TableInfo info;
        try (Connection connection = server.connect()) {
            info = new TableInfoReader(connection).read(table).orElseThrow();
        }

        assertThat(info.columns()).hasSameSizeAs(lines);
        assertThat(info.columns().stream()
                        .map(column -> column.name() + " " + describe(column.type()))
                        .toList())
                .containsExactlyElementsOf(lines.stream()
                        .map(line -> line[0].strip() + " " + line[2].strip().replaceAll(" +", " "))
                        .toList());
        assertThat(elements(info, "en")).containsExactly("é", "it's,", "a\\b", "");
        assertThat(elements(info, "se")).containsExactly("a", "bc", "d)");
        assertThat(info.json()).contains("\"charset\":\"utf8mb4\",\"collate\":\"utf8mb4_unicode_ci\"");
        assertThat(TableInfo.parse(info.json())).isEqualTo(info);
    }

    private static List<String> elements(final TableInfo info, final String column) {
        return info.columns().stream()
                .filter(one -> one.name().equals(column))
                .findFirst()
                .orElseThrow()
                .type()
                .elements();
    }

    private static String describe(final FieldType type) {
        return type.code() + " " + type.flags() + " " + type.length() + " " + type.decimals() + " " + type.charset()
                + " " + type.collation();
    }
}
