// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.dump;

import io.tidemark.core.dump.BinlogStatus.Field;
import io.tidemark.core.location.Location;
import java.util.Map;
import java.util.Set;

/** The format of dumpling and of mydumper before 0.14. */
final class StatusBlocks implements MetadataFormat {
    private static final Set<String> SOURCE_HEADERS = Set.of("SHOW MASTER STATUS:", "SHOW BINARY LOG STATUS:");
    private static final Set<String> REPLICA_HEADERS = Set.of(
            "SHOW SLAVE STATUS:", "SHOW REPLICA STATUS:", "SHOW ALL SLAVES STATUS:", "SHOW ALL REPLICAS STATUS:");
    private static final String EXIT_MARK = "/* AFTER CONNECTION POOL ESTABLISHED */";
    private static final Map<String, Field> FIELDS =
            Map.of("Log", Field.FILE, "Pos", Field.POSITION, "GTID", Field.GTIDS);
    private static final String EXPECTED_IN_BLOCK = "Log:, Pos: and GTID:";

    private enum Block {
        NONE,
        START,
        SAFE_MODE_EXIT,
        REPLICA
    }

    private final FoundLocations found = new FoundLocations();
    private Block block = Block.NONE;
    private BinlogStatus status;

    static boolean isHeader(final MetadataLine line) {
        return line.text().startsWith("SHOW ");
    }

    @Override
    public void accept(final MetadataLine line) {
        if (line.isBlank() || line.isStart() || line.isFinish()) {
            endBlock();
        } else if (isHeader(line)) {
            endBlock();
            block = blockOf(line);
            status = new BinlogStatus(line);
        } else if (block == Block.NONE) {
            throw line.unexpected("\"SHOW MASTER STATUS:\" or another block before it");
        } else if (block != Block.REPLICA) {
            acceptField(line);
        }
    }

    @Override
    public DumpMetadata end(final MetadataLine last) {
        endBlock();
        return found.toMetadata(
                last,
                "a block \"SHOW MASTER STATUS:\" or \"SHOW BINARY LOG STATUS:\" with " + EXPECTED_IN_BLOCK
                        + "; was the binlog of the dumped server on, and visible to the dump's user?");
    }

    private static Block blockOf(final MetadataLine header) {
        final String text = header.text();
        if (SOURCE_HEADERS.contains(text)) {
            return Block.START;
        }
        if (REPLICA_HEADERS.contains(text)) {
            return Block.REPLICA;
        }
        if (text.endsWith(EXIT_MARK)
                && SOURCE_HEADERS.contains(
                        text.substring(0, text.length() - EXIT_MARK.length()).strip())) {
            return Block.SAFE_MODE_EXIT;
        }
        throw header.unexpected("\"SHOW MASTER STATUS:\" or \"SHOW BINARY LOG STATUS:\", alone or followed by "
                + EXIT_MARK + ", or a replica's status");
    }

    private void acceptField(final MetadataLine line) {
        final int colon = line.text().indexOf(':');
        final Field field =
                colon < 0 ? null : FIELDS.get(line.text().substring(0, colon).strip());
        if (field != null) {
            status.begin(field, line.text().substring(colon + 1), line);
        } else if (status.takesMore()) {
            status.append(line);
        } else {
            throw line.unexpected(EXPECTED_IN_BLOCK);
        }
    }

    private void endBlock() {
        if (block == Block.START || block == Block.SAFE_MODE_EXIT) {
            final Location location = status.end(EXPECTED_IN_BLOCK);
            if (block == Block.START) {
                found.putStart(location, status.header());
            } else {
                found.putSafeModeExit(location, status.header());
            }
        }
        block = Block.NONE;
    }
}
