// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import com.github.shyiko.mysql.binlog.event.PreviousGtidSetEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.PreviousGtidSetDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import io.tidemark.core.location.GtidSet;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.task.Server;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * GTIDs with tags, which MySQL has from 8.3 on: {@code uuid:tag:1-5}. The connector can neither read them nor ask for what
 * comes after them, and takes some for others, so they are refused wherever they come up.
 */
final class TaggedGtids {
    private static final Pattern TAG = Pattern.compile(":[a-z_][a-z0-9_]*:");

    private TaggedGtids() {}

    /**
     * Requires that a server has none.
     *
     * @throws OperatorException if it has.
     */
    static void refuse(final Server server, final GtidSet executed) {
        if (TAG.matcher(executed.toString()).find()) {
            throw new OperatorException(
                    "upstream " + server + " has GTIDs with tags (" + Excerpt.of(executed.toString())
                            + "), which cannot be read: replicate from a server on which no transaction was given a tag, and leave"
                            + " the tag out of gtid_next");
        }
    }

    /** Decodes the head of a file, the GTIDs before it. Their count stands in 8 bytes, of which the last tells the form. */
    static final class Heads implements EventDataDeserializer<PreviousGtidSetEventData> {
        private static final int FORM_AT = 7;
        private static final int WITH_TAGS = 1;

        private final PreviousGtidSetDeserializer untagged = new PreviousGtidSetDeserializer();

        @Override
        public PreviousGtidSetEventData deserialize(final ByteArrayInputStream input) throws IOException {
            final byte[] bytes = input.read(input.available());
            if (bytes.length > FORM_AT && bytes[FORM_AT] == WITH_TAGS) {
                throw new IOException(
                        "its GTIDs have tags, as MySQL 8.3 and later may give them, which cannot be read");
            }
            return untagged.deserialize(new ByteArrayInputStream(bytes));
        }
    }
}
