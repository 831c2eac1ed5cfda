// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import io.tidemark.syncer.monitor.RunMeters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Operators find each metric in their page. */
class DocumentedMetersTest {
    private static final Path PAGE = Path.of("..", "docs", "operating.md");

    /** As a registry has it, or as a scrape has it. */
    private static Pattern names(final Meter meter) {
        final Meter.Id id = meter.getId();
        final String scraped = new PrometheusNamingConvention().name(id.getName(), id.getType(), id.getBaseUnit());
        return Pattern.compile("`(" + id.getName().replace(".quantile", "") + '|' + scraped + "(_total)?)[`{]");
    }

    @Test
    void thePageNamesEachMeter() throws Exception {
        final String page = Files.readString(PAGE);
        final SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (ServedRun run = ServedRun.onLoopback()) {
            final RunMeters meters = new RunMeters(run.monitor);
            meters.bindTo(registry);
            meters.bindPipeline(registry, run.pipeline);
            assertThat(registry.getMeters())
                    .hasSizeGreaterThan(30)
                    .extracting(DocumentedMetersTest::names)
                    .allMatch(names -> names.matcher(page).find());
        }
    }
}
