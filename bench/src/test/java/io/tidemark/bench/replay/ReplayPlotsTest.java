// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReplayPlotsTest {
    private static final int ROUNDS = 3;

    @TempDir
    private Path directory;

    private final List<Run> runs = new ArrayList<>();

    @Test
    void reportDrawsWhatItsFilesHave() throws IOException {
        for (final String workload : List.of("updates", "inserts")) {
            for (final String contender : List.of("native-parallel", "tidemark-none", "tidemark-async")) {
                add(workload, contender, 0, 8, 100, 50_000);
            }
            add(workload, "tidemark-async", 5, 8, 100, 9_000);
            add(workload, "tidemark-none", 5, 8, 100, 9_500);
        }
        add("inserts", "raw", 0, 8, 100, 60_000);
        add("inserts", "tidemark-async", 0, 1, 100, 20_000);
        add("inserts", "tidemark-async", 0, 1, 1, 2_000);
        add("inserts", "tidemark-async", 0, 64, 1, 30_000);

        report();

        assertThat(directory.resolve("plots"))
                .isDirectoryNotContaining("glob:**replay-workers-updates.svg")
                .isDirectoryNotContaining("glob:**partial");
        assertThat(plot("replay.svg"))
                .contains(
                        "async, rows/s: inserts 41,667, updates 41,667. ",
                        "none, ",
                        "native-parallel, ",
                        "raw, rows/s: inserts 50,000. ");
        assertThat(plot("replay-latency-updates.svg"))
                .contains("tidemark-async, rows/s: 0 41,667, 5 7,500. ", "tidemark-none, ")
                .doesNotContain("native-parallel");
        assertThat(plot("replay-workers-inserts.svg"))
                .contains("batch 1, rows/s: 1 1,667, 64 25,000. ", "batch 100, rows/s: 1 16,667, 8 41,667. ")
                .doesNotContain("tidemark-none");
    }

    @Test
    void nothingIsDrawnOfNothing() {
        assertThat(ReplayPlots.write(List.of(), directory.resolve("plots"))).isEmpty();
    }

    private void add(
            final String workload,
            final String contender,
            final long addedMs,
            final int workers,
            final int batch,
            final long rate) {
        for (int round = 1; round <= ROUNDS; round++) {
            final double seconds = 10_000.0 / rate * (1 + round / 10.0);
            runs.add(new Run(workload, contender, addedMs, workers, batch, round, 10_000, 100, seconds, 1, 1, 1, 1));
        }
    }

    private void report() {
        final Path json = directory.resolve("results.json");
        new ResultFile(new Head("", "", "", 2, 1, "", "", "", "", "", ""), runs).write(json);
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final int code = new CommandLine(new BenchCommand(List.of(), new PrintWriter(out), new PrintWriter(err)))
                .execute(
                        "--report",
                        json.toString(),
                        "--plots",
                        directory.resolve("plots").toString());
        assertThat(code).as(err.toString()).isZero();
        assertThat(out.toString()).contains("### inserts");
    }

    private String plot(final String file) throws IOException {
        final String svg = Files.readString(directory.resolve("plots").resolve(file));
        // who is not at a place leaves a gap
        assertThat(svg.contains("NaN")).as(file).isFalse();
        return svg.substring(svg.indexOf("<desc>"), svg.indexOf("</desc>"));
    }
}
