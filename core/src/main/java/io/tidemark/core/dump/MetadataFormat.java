// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.dump;

/** Reads one of the formats, line by line. */
interface MetadataFormat {
    /** @throws DumpMetadataException if the line, or what ended with it, is wrong. */
    void accept(MetadataLine line);

    /**
     * After the last line of a file that is whole.
     *
     * @param last the last line that is not blank.
     * @throws DumpMetadataException if there is no location, or a contradictory one.
     */
    DumpMetadata end(MetadataLine last);
}
