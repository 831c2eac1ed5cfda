// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.location;

import java.util.UUID;

/**
 * Who numbers transactions in the MySQL flavour: a server and, since MySQL 8.3, a tag.
 *
 * @param uuid the server's.
 * @param tag  in lower case, empty where there is none.
 */
record GtidSource(UUID uuid, String tag) implements Comparable<GtidSource> {
    /** As the texts are ordered, which is not the order of {@link UUID} itself; without a tag first. */
    @Override
    public int compareTo(final GtidSource other) {
        final int byHigh = Long.compareUnsigned(uuid.getMostSignificantBits(), other.uuid.getMostSignificantBits());
        if (byHigh != 0) {
            return byHigh;
        }
        final int byLow = Long.compareUnsigned(uuid.getLeastSignificantBits(), other.uuid.getLeastSignificantBits());
        return byLow != 0 ? byLow : tag.compareTo(other.tag);
    }
}
