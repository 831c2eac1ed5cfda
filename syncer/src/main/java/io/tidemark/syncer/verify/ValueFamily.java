// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/**
 * Types whose values are compared alike, and how: the SQL of a short text that all servers print alike for equal values
 * and differently for others; without a comma in it, and never {@code N}, which stands for NULL.
 */
enum ValueFamily {
    /** Integers and years; the addition takes ZEROFILL's zeros away. */
    INTEGER("CAST(%s + 0 AS CHAR)"),
    DECIMAL("CAST(%s AS CHAR)"),
    /** Six digits only are shown of a FLOAT alone; zero has a sign, which SQL text can't carry. */
    FLOATING("CAST(%s + 0e0 AS CHAR)"),
    TEMPORAL("CAST(%s AS CHAR)"),
    BIT("HEX(%s + 0)"),
    /** Geometries too: the servers keep them in one form. */
    BYTES("MD5(%s)"),
    /** The value that is none of the list has the number 0 and an empty text, as another value may have. */
    LISTED("IF(%1$s + 0 = 0, '0', MD5(CONVERT(%1$s USING utf8mb4)))"),
    /** A hash keeps values of any length below the largest packet. */
    TEXT("MD5(CONVERT(%s USING utf8mb4))"),
    JSON("MD5(CONVERT(CAST(%s AS CHAR) USING utf8mb4))"),
    /** Whatever has a text: INET6 and UUID, or two columns of different families. */
    OTHER("MD5(CONVERT(CAST(%s AS CHAR) USING utf8mb4))");

    private static final String NULL = "N";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();

    private final String print;

    ValueFamily(final String print) {
        this.print = print;
    }

    /** By the server's name of the type, in lower case. */
    static ValueFamily of(final String dataType) {
        return switch (dataType) {
            case "tinyint", "smallint", "mediumint", "int", "bigint", "year" -> INTEGER;
            case "decimal" -> DECIMAL;
            case "float", "double" -> FLOATING;
            case "date", "time", "datetime", "timestamp" -> TEMPORAL;
            case "bit" -> BIT;
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> BYTES;
            case "geometry",
                    "point",
                    "linestring",
                    "polygon",
                    "multipoint",
                    "multilinestring",
                    "multipolygon",
                    "geometrycollection",
                    "geomcollection",
                    "vector" -> BYTES;
            case "enum", "set" -> LISTED;
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext" -> TEXT;
            case "json" -> JSON;
            default -> OTHER;
        };
    }

    /** In which family values of two columns can be compared. */
    static ValueFamily common(final ValueFamily one, final ValueFamily other) {
        if (one == other) {
            return one;
        }
        if (isEither(one, other, JSON, TEXT)) {
            return JSON; // what JSON is in MariaDB is text
        }
        if (isEither(one, other, INTEGER, DECIMAL)) {
            return DECIMAL;
        }
        return OTHER;
    }

    private static boolean isEither(
            final ValueFamily one, final ValueFamily other, final ValueFamily a, final ValueFamily b) {
        return (one == a && other == b) || (one == b && other == a);
    }

    /**
     * The SQL of a value's text; NULL if the server can't tell it.
     *
     * @param column    the quoted name.
     * @param sameBytes whether equal texts have equal bytes on both sides, which then need not be converted.
     */
    String print(final String column, final boolean sameBytes) {
        final String text = this == TEXT && sameBytes ? BYTES.print : print;
        return "IF(" + column + " IS NULL, 'N', " + String.format(text, column) + ')';
    }

    /** The SQL of a text from which {@link #canonical} makes one that is equal for equal values whichever server printed it. */
    String look(final String column, final boolean sameBytes) {
        return this == JSON
                ? "IF(" + column + " IS NULL, 'N', CONVERT(CAST(" + column + " AS CHAR) USING utf8mb4))"
                : print(column, sameBytes);
    }

    /** The one way to write a value that servers may print in several. */
    String canonical(final String looked) {
        if (looked.equals(NULL)) {
            return looked;
        }
        return switch (this) {
            case DECIMAL -> new BigDecimal(looked).stripTrailingZeros().toPlainString();
            case FLOATING -> Double.toString(Double.parseDouble(looked));
            case TEMPORAL -> looked.contains(".") ? looked.replaceFirst("\\.?0*$", "") : looked;
            case JSON -> json(looked);
            default -> looked;
        };
    }

    /** What is no JSON is text. */
    private static String json(final String text) {
        try {
            return sorted(MAPPER.readTree(text)).toString();
        } catch (final JsonProcessingException e) {
            return text;
        }
    }

    private static JsonNode sorted(final JsonNode node) {
        if (node.isObject()) {
            final Map<String, JsonNode> members = new TreeMap<>();
            node.properties().forEach(member -> members.put(member.getKey(), sorted(member.getValue())));
            return MAPPER.createObjectNode().setAll(members);
        }
        if (node.isArray()) {
            final ArrayNode items = MAPPER.createArrayNode();
            node.forEach(item -> items.add(sorted(item)));
            return items;
        }
        return node.isNumber() ? MAPPER.getNodeFactory().textNode('#' + number(node)) : node;
    }

    private static String number(final JsonNode node) {
        return node.decimalValue().stripTrailingZeros().toString();
    }
}
