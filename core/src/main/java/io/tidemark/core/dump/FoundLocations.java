// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.dump;

import io.tidemark.core.location.Location;

/** What has been read so far, by either format. */
final class FoundLocations {
    private final Agreed<Location> start = new Agreed<>("location");
    private final Agreed<Location> safeModeExit = new Agreed<>("safe-mode exit point");

    void putStart(final Location location, final MetadataLine header) {
        start.put(location, header);
    }

    void putSafeModeExit(final Location location, final MetadataLine header) {
        safeModeExit.put(location, header);
    }

    /**
     * At the file's end.
     *
     * @param last     the last line.
     * @param expected what names the start.
     */
    DumpMetadata toMetadata(final MetadataLine last, final String expected) {
        final Location from = start.value()
                .orElseThrow(() -> last.failure("found no binlog position up to the end; expected " + expected));
        try {
            return new DumpMetadata(from, safeModeExit.value());
        } catch (final IllegalArgumentException contradictory) {
            throw safeModeExit.line().failure("found that " + contradictory.getMessage());
        }
    }
}
