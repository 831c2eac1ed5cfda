// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.schema;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Exchanges the table's name in the text of its TableInfo. The text around it is copied and not written anew, so numbers
 * keep their spelling and unknown fields their bytes.
 */
final class TableInfoRename {
    private TableInfoRename() {}

    static String rename(final String json, final String name) {
        final StringBuilder renamed = new StringBuilder(json.length() + 2 * name.length());
        int copied = 0;
        try (JsonParser parser = TableInfoTree.MAPPER.createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                final String spelling = spelling(parser.getParsingContext(), name);
                if (token == JsonToken.VALUE_STRING && spelling != null) {
                    // else the end of a string is not known: it is read only when it is asked for
                    parser.finishToken();
                    renamed.append(
                            json, copied, offset(parser.currentTokenLocation().getCharOffset()));
                    renamed.append(quote(spelling));
                    copied = offset(parser.currentLocation().getCharOffset());
                }
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return renamed.append(json, copied, json.length()).toString();
    }

    /** @return how the value at hand spells the table's name; null if it is not the table's name. */
    private static String spelling(final JsonStreamContext value, final String name) {
        final JsonStreamContext parent = value.getParent();
        if (parent == null || parent.getParent() == null || !parent.getParent().inRoot()) {
            return null;
        }
        if (!"name".equals(parent.getCurrentName()) || value.getCurrentName() == null) {
            return null;
        }
        return switch (value.getCurrentName()) {
            case "O" -> name;
            case "L" -> Names.lower(name);
            default -> null;
        };
    }

    private static String quote(final String text) throws JsonProcessingException {
        return TableInfoTree.MAPPER.writeValueAsString(text);
    }

    private static int offset(final long charOffset) {
        return Math.toIntExact(charOffset);
    }
}
