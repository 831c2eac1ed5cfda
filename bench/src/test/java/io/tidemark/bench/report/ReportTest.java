// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    @TempDir
    private Path directory;

    @Test
    void samplesOfMemoryBecomeAPlot() throws IOException {
        final Path csv = directory.resolve("samples.csv");
        Files.writeString(csv, "seconds,rows,heap_bytes\n10.0,200000,12000000\n20.0,400000,12100000\n");

        Report.main(new String[] {directory.toString(), csv.toString()});

        assertThat(directory.resolve("stuck-store.svg"))
                .content()
                .contains("<title>Memory while", "between 12.0 and 12.1 MB");
    }

    @Test
    void tellsWhatASampleLacks() throws IOException {
        final Path csv = directory.resolve("samples.csv");
        Files.writeString(csv, "seconds,rows\n10.0,200000\n20.0,400000\n");

        assertThatThrownBy(() -> Report.main(new String[] {directory.toString(), csv.toString()}))
                .hasMessageContaining("no column heap_bytes");
    }
}
