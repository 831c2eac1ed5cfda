// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.task;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.location.Location;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A server whose binlog is replicated.
 *
 * @param id       names the source in the checkpoint table; at most {@value #MAX_ID_LENGTH} characters.
 * @param server   how to reach it.
 * @param serverId the replica's id that the syncer shows to the source; if absent, the syncer chooses one.
 * @param meta     where a first start begins, when there is neither a checkpoint nor a start on the command line.
 * @param dumpMetadata the metadata file of the dump that was loaded before a first start, instead of {@code meta}.
 */
public record Source(
        String id, Server server, OptionalLong serverId, Optional<Location> meta, Optional<Path> dumpMetadata) {
    /** The width of the checkpoint table's column. */
    public static final int MAX_ID_LENGTH = 32;

    /** All are required. */
    public Source {
        requireNonNull(id, "id");
        requireNonNull(server, "server");
        requireNonNull(serverId, "serverId");
        requireNonNull(meta, "meta");
        requireNonNull(dumpMetadata, "dumpMetadata");
    }
}
