// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.bench.Figures;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Benchmarks do not rot: each is run for some milliseconds, and what it writes can be read. */
class BenchmarksTest {
    @TempDir
    private Path directory;

    @Test
    void eachRunsAndItsResultsAreRead() throws Exception {
        // another run on the same machine spoils figures, not this test
        System.setProperty("jmh.ignoreLock", "true");
        final Path json = directory.resolve("results.json");
        final Options options = new OptionsBuilder()
                .include("io\\.tidemark\\.bench\\..*")
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(10))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .addProfiler(Figures.class)
                .resultFormat(ResultFormatType.JSON)
                .result(json.toString())
                .param("workers", "2")
                .param("sliceMs", "10")
                .param("flushIntervalMs", "10")
                .param("storeLatencyMs", "0")
                .param("batchLatencyMs", "0")
                .param("conflictsPerMillion", "10000")
                .param("strategy", "BACKOFF_10_20_1US_1MS")
                .param("outstanding", "10")
                .param("intervals", "10")
                .param("known", "1000")
                .param("blocks", "1")
                .param("tables", "1000")
                .build();

        new Runner(options).run();

        final Results results = new Results();
        results.read(json);
        final ByteArrayOutputStream tables = new ByteArrayOutputStream();
        new Tables(new PrintStream(tables, true, StandardCharsets.UTF_8)).print(results);
        assertThat(tables.toString(StandardCharsets.UTF_8))
                .contains(
                        "pipeline/bareDisruptor",
                        "async/none",
                        "sync p99.99",
                        "wait/drain",
                        "causalityMaps/mapPerFlush",
                        "single row p50",
                        "plusShared/plusCopied",
                        "many/100",
                        "held");
    }
}
