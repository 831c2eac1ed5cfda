// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BenchCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(final String... arguments) {
        return Bench.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    @Test
    void namesWhatThereIsToChooseFrom() {
        assertThat(execute("--workloads", "inserts,outserts")).isEqualTo(2);
        assertThat(err.toString()).contains("outserts", "inserts", "wide").hasLineCount(1);

        assertThat(execute("--contenders", "nobody")).isEqualTo(2);
        assertThat(err.toString()).contains("nobody", "tidemark-async", "native-parallel");
    }

    @Test
    void refusesNumbersThatMakeNoComparison() {
        assertThat(execute("--rounds", "0")).isEqualTo(2);
        assertThat(execute("--workers", "4,0")).isEqualTo(2);
        assertThat(execute("--latency", "-1")).isEqualTo(2);
        assertThat(err.toString())
                .contains("--rounds", "--workers", "--latency")
                .hasLineCount(3);
    }

    @Test
    void helpNamesEachContenderAndEachWorkload() {
        assertThat(execute("--help")).isZero();
        final String help = out.toString().replaceAll("\\s+", " ");
        assertThat(Contenders.keys()).allSatisfy(key -> assertThat(help).contains(key));
        assertThat(Stream.of(Workload.values()).map(Workload::key))
                .allSatisfy(key -> assertThat(help).contains(key));
    }

    @Test
    void failsWithOneLineWhereAReportIsNotThere() {
        assertThat(execute("--report", "nowhere.json")).isEqualTo(1);
        assertThat(err.toString()).contains("nowhere.json").hasLineCount(1);
    }
}
