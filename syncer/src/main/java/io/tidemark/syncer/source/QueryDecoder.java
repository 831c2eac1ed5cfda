// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.shyiko.mysql.binlog.event.QueryEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.QueryEventDataDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.IOException;

/**
 * Statements: 13 bytes of fixed fields, status variables, the schema's name and a zero, the text. Names are logged in
 * UTF-8, the text in the character set in which the client sent it.
 */
final class QueryDecoder extends QueryEventDataDeserializer {
    private static final int SCHEMA_LENGTH_AT = 8;
    private static final int ERROR_AT = 9;
    private static final int STATUS_LENGTH_AT = 11;
    private static final int FIXED = 13;

    private final SessionNames names;

    QueryDecoder(final SessionNames names) {
        this.names = names;
    }

    @Override
    public QueryEventData deserialize(final ByteArrayInputStream input) throws IOException {
        final byte[] bytes = input.read(input.available());
        final int schemaLength = bytes[SCHEMA_LENGTH_AT] & 0xFF;
        final int statusLength = unsignedShort(bytes, STATUS_LENGTH_AT);
        final int schemaAt = FIXED + statusLength;
        final int sqlAt = schemaAt + schemaLength + 1;
        final StatusVariables variables = StatusVariables.parse(bytes, FIXED, statusLength);
        final LoggedQuery query = new LoggedQuery(variables, names);
        query.setErrorCode(unsignedShort(bytes, ERROR_AT));
        query.setDatabase(new String(bytes, schemaAt, schemaLength, UTF_8));
        query.setSql(new String(bytes, sqlAt, bytes.length - sqlAt, names.textCharset(variables)));
        return query;
    }

    private static int unsignedShort(final byte[] bytes, final int at) {
        return (bytes[at] & 0xFF) | ((bytes[at + 1] & 0xFF) << 8);
    }
}
