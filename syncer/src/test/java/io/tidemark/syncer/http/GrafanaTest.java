// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The dashboard and the alert rules in docs ask for metrics and labels that a scrape has. */
class GrafanaTest {
    private static final Path DOCS = Path.of("..", "docs", "grafana");
    private static final Pattern METRIC = Pattern.compile("\\btidemark_[a-z_]+");
    private static final Pattern LABEL_OF_METRIC = Pattern.compile("(tidemark_[a-z_]+)\\{([^}]*)}");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)\\s*[=!]~?\\s*\"([^\"]*)\"");
    private static Set<String> lines;

    @BeforeAll
    static void scrape() throws Exception {
        try (ServedRun run = ServedRun.onLoopback().begun()) {
            run.apply(1, 10, "row");
            lines = run.get("/metrics")
                    .body()
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .collect(Collectors.toSet());
        }
    }

    private static List<String> expressions(final JsonNode node) {
        final List<String> found = new ArrayList<>();
        for (final String key : List.of("expr", "definition")) {
            node.findValues(key).forEach(value -> found.add(value.asText()));
        }
        return found;
    }

    private static void assertThatScrapeHas(final List<String> expressions) {
        final Set<String> metrics = new TreeSet<>();
        for (final String expression : expressions) {
            final Matcher metric = METRIC.matcher(expression);
            while (metric.find()) {
                metrics.add(metric.group());
            }
            final Matcher labels = LABEL_OF_METRIC.matcher(expression);
            while (labels.find()) {
                assertThatLabelsExist(labels.group(1), labels.group(2));
            }
        }
        assertThat(metrics)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(lines).as(name).anyMatch(line -> line.startsWith(name + '{')));
    }

    private static void assertThatLabelsExist(final String metric, final String labels) {
        final Matcher label = LABEL.matcher(labels);
        while (label.find()) {
            final String shown = label.group(2).startsWith("$")
                    ? label.group(1) + "=\""
                    : label.group(1) + "=\"" + label.group(2) + '"';
            assertThat(lines)
                    .as(metric + ' ' + shown)
                    .anyMatch(line -> line.startsWith(metric + '{') && line.contains(shown));
        }
    }

    @Test
    void theDashboardAsksForWhatAScrapeHas() throws IOException {
        final JsonNode dashboard =
                new ObjectMapper().readTree(DOCS.resolve("tidemark.json").toFile());
        assertThatScrapeHas(expressions(dashboard));
        assertThat(dashboard.path("panels").findValuesAsText("id")).doesNotHaveDuplicates();
    }

    @Test
    void theAlertsAskForWhatAScrapeHasAndSayWhatToDo() throws IOException {
        final JsonNode alerts = new ObjectMapper(new YAMLFactory())
                .readTree(DOCS.resolve("alerts.yaml").toFile());
        final JsonNode rules = alerts.at("/groups/0/rules");
        assertThat(rules).hasSizeGreaterThan(8).allSatisfy(rule -> {
            assertThat(rule.path("alert").asText()).startsWith("Tidemark");
            assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning");
            assertThat(rule.at("/annotations/summary").asText()).isNotEmpty();
            assertThat(rule.at("/annotations/description").asText()).isNotEmpty();
        });
        assertThatScrapeHas(expressions(alerts).stream()
                .filter(expression -> !expression.startsWith("up{"))
                .toList());
    }
}
