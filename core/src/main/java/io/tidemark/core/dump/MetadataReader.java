// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.dump;

import java.util.Iterator;

/** Finds out the format, and whether the file is whole. */
final class MetadataReader {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final String file;
    private int number;
    private MetadataLine last;
    private MetadataFormat format;

    MetadataReader(final String file) {
        this.file = file;
    }

    DumpMetadata read(final Iterator<String> lines) {
        while (lines.hasNext()) {
            accept(nextLine(lines.next()));
        }
        if (last == null) {
            throw new DumpMetadataException(file, 0, "is empty; expected a dump's metadata");
        }
        if (!last.isFinish()) {
            throw last.failure("the file ends with " + last.shown() + "; expected its last line to be"
                    + " \"Finished dump at:\": the dump was not finished or the file has been cut off");
        }
        return format.end(last);
    }

    private MetadataLine nextLine(final String raw) {
        number++;
        final boolean marked = number == 1 && raw.startsWith(BYTE_ORDER_MARK);
        final String text = marked ? raw.substring(BYTE_ORDER_MARK.length()) : raw;
        return new MetadataLine(file, number, text.strip());
    }

    private void accept(final MetadataLine line) {
        if (line.text().indexOf('\0') >= 0) {
            throw line.failure("found a zero byte; expected UTF-8 text, neither binary nor compressed");
        }
        if (!line.isBlank()) {
            last = line;
            if (format == null) {
                format = formatOf(line);
            }
        }
        if (format != null) {
            format.accept(line);
        }
    }

    private static MetadataFormat formatOf(final MetadataLine first) {
        if (first.isComment() || Sections.isHeader(first)) {
            return new Sections();
        }
        if (first.isStart() || first.isFinish() || StatusBlocks.isHeader(first)) {
            return new StatusBlocks();
        }
        throw first.unexpected("the metadata of dumpling or mydumper, which begins with \"Started dump at:\","
                + " \"SHOW MASTER STATUS:\", \"# Started dump at:\" or a section");
    }
}
