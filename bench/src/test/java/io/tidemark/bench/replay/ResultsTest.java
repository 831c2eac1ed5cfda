// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.syncer.failure.OperatorException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
    private static final Head HEAD = new Head(
            "2026-11-21T20:00:00Z",
            "./tidemark bench",
            "a machine",
            2,
            4096,
            "Linux",
            "17",
            "11.4",
            "up",
            "down",
            "512m");

    @TempDir
    private Path directory;

    private static Run run(
            final String contender, final int workers, final int batch, final int round, final double s) {
        return new Run("inserts", contender, 0, workers, batch, round, 1_000, 10, s, 0.5, 0.25, 3 << 20, 5 << 20);
    }

    private static List<String> tables(final Run... runs) {
        final StringWriter out = new StringWriter();
        new ResultTables(List.of(runs)).print(new PrintWriter(out));
        return out.toString().lines().toList();
    }

    private static List<String> cells(final List<String> table, final String contender) {
        final String line = table.stream()
                .filter(each -> each.startsWith("| " + contender))
                .findFirst()
                .orElseThrow();
        return List.of(line.split("\\s*\\|\\s*"));
    }

    @Test
    void eachRunIsReadAsItWasWritten() {
        final Path file = directory.resolve("results.json");
        final ResultFile written = new ResultFile(HEAD, List.of(run("raw", 8, 100, 1, 2), run("raw", 8, 100, 2, 3)));

        written.write(file);

        assertThat(ResultFile.read(file)).isEqualTo(written);
        assertThat(directory).isDirectoryContaining(each -> each.equals(file));
    }

    @Test
    void saysWhichFileHoldsNoResults() throws Exception {
        final Path file = Files.writeString(directory.resolve("other.json"), "[1]");

        assertThatThrownBy(() -> ResultFile.read(file))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void comparesWithTheNeighbourOfTheSameRound() {
        // the machine is ten times slower in the second round: only the ratio shows what a contender is worth
        final List<String> table = tables(
                run("tidemark-none", 8, 100, 1, 1),
                run("tidemark-async", 8, 100, 1, 2),
                run("tidemark-async", 8, 100, 2, 20),
                run("tidemark-none", 8, 100, 2, 10));

        assertThat(cells(table, "tidemark-async")).contains("0.500 (0.500 to 0.500)");
    }

    @Test
    void comparesWithTheBaselineOfTheSameWorkersAndWithTheOnlyOneOfAnother() {
        final List<String> table = tables(
                run("tidemark-none", 4, 100, 1, 4),
                run("tidemark-none", 8, 100, 1, 1),
                run("tidemark-async", 8, 100, 1, 2),
                run("native-parallel", 8, 0, 1, 8));

        assertThat(cells(table, "tidemark-async")).contains("0.500 (0.500 to 0.500)", "4.000 (4.000 to 4.000)");
        assertThat(cells(table, "native-parallel")).contains("-", "1.000 (1.000 to 1.000)");
    }

    @Test
    void roundsOfSeveralComparisonsStayPairs() {
        final List<String> table = tables(
                run("tidemark-none", 8, 100, 1, 1),
                run("tidemark-async", 8, 100, 1, 2),
                run("tidemark-none", 8, 100, 1, 10),
                run("tidemark-async", 8, 100, 1, 20));

        assertThat(cells(table, "tidemark-async")).contains("0.500 (0.500 to 0.500)");
    }

    @Test
    void saysWhereAndHowTheFiguresCameAbout() {
        final StringWriter out = new StringWriter();

        HEAD.print(new PrintWriter(out));

        assertThat(out.toString()).contains("2026-11-21T20:00:00Z", "./tidemark bench", "a machine", "2 cores", "11.4");
    }

    @Test
    void quartilesLieBetweenValues() {
        final Spread spread = Spread.of(DoubleStream.of(4, 1, 3, 2));

        assertThat(spread.low()).isCloseTo(1.75, within(1e-9));
        assertThat(spread.median()).isCloseTo(2.5, within(1e-9));
        assertThat(spread.high()).isCloseTo(3.25, within(1e-9));
        assertThat(Spread.of(DoubleStream.of(7))).isEqualTo(new Spread(7, 7, 7));
    }
}
