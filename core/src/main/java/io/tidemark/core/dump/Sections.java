// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.dump;

import io.tidemark.core.dump.BinlogStatus.Field;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The format of mydumper since 0.14: sections of {@code key = value}. */
final class Sections implements MetadataFormat {
    private static final Set<String> SOURCE_HEADERS = Set.of("[master]", "[source]");
    private static final Map<String, Field> FIELDS = Map.of(
            "file", Field.FILE,
            "source_log_file", Field.FILE,
            "position", Field.POSITION,
            "source_log_pos", Field.POSITION,
            "executed_gtid_set", Field.GTIDS);
    private static final String EXPECTED_IN_SECTION = "File and Position, or SOURCE_LOG_FILE and SOURCE_LOG_POS"
            + " (some versions of mydumper write them with --source-data only)";

    private final FoundLocations found = new FoundLocations();
    private boolean inSection;
    /** Null outside of the sections that matter. */
    private BinlogStatus status;

    static boolean isHeader(final MetadataLine line) {
        return line.text().startsWith("[") && line.text().endsWith("]");
    }

    @Override
    public void accept(final MetadataLine line) {
        if (isHeader(line)) {
            endSection();
            inSection = true;
            status = SOURCE_HEADERS.contains(line.text().toLowerCase(Locale.ROOT)) ? new BinlogStatus(line) : null;
        } else if (status != null) {
            acceptInSource(line);
        } else if (!inSection && !line.isBlank() && !line.isComment()) {
            throw line.unexpected("a comment or a section, such as [source]");
        }
    }

    @Override
    public DumpMetadata end(final MetadataLine last) {
        endSection();
        return found.toMetadata(
                last,
                "a section [source] or [master] with " + EXPECTED_IN_SECTION
                        + "; was the binlog of the dumped server on, and visible to the dump's user?");
    }

    private void acceptInSource(final MetadataLine line) {
        if (line.isBlank()) {
            status.complete();
            return;
        }
        // a comment here is not a remark: it is how mydumper keeps myloader from using a position that is true
        final String assignment = line.uncommented();
        final int sign = assignment.indexOf('=');
        if (sign >= 0) {
            status.complete();
            final Field field = FIELDS.get(assignment.substring(0, sign).strip().toLowerCase(Locale.ROOT));
            if (field != null) {
                status.begin(field, assignment.substring(sign + 1), line);
            }
        } else if (!line.isComment()) {
            if (!status.takesMore()) {
                throw line.unexpected("key = value");
            }
            status.append(line);
        }
    }

    private void endSection() {
        if (status != null) {
            found.putStart(status.end(EXPECTED_IN_SECTION), status.header());
            status = null;
        }
    }
}
