// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What JMH has written with {@code -rf json}, from one file or several. */
final class Results {
    private final List<Figure> figures = new ArrayList<>();

    void read(final Path json) throws IOException {
        for (final JsonNode result : new ObjectMapper().readTree(json.toFile())) {
            final String name = result.get("benchmark").asText();
            // the class and the method
            final String benchmark = name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1);
            final Map<String, String> params = new TreeMap<>();
            for (final Map.Entry<String, JsonNode> param : result.path("params").properties()) {
                params.put(param.getKey(), param.getValue().asText());
            }
            // the time of a round that tells figures of its own says nothing
            if (!result.get("mode").asText().equals("ss")) {
                add(benchmark, params, "", result.get("primaryMetric"));
            }
            for (final Map.Entry<String, JsonNode> metric :
                    result.get("secondaryMetrics").properties()) {
                add(benchmark, params, metric.getKey(), metric.getValue());
            }
        }
    }

    private void add(
            final String benchmark, final Map<String, String> params, final String label, final JsonNode metric) {
        final List<Double> values = new ArrayList<>();
        for (final JsonNode fork : metric.get("rawData")) {
            fork.forEach(value -> values.add(value.asDouble()));
        }
        if (!values.isEmpty()) {
            final double[] raw =
                    values.stream().mapToDouble(Double::doubleValue).toArray();
            figures.add(
                    new Figure(benchmark, params, label, metric.get("scoreUnit").asText(), raw));
        }
    }

    Stream<Figure> all() {
        return figures.stream();
    }

    Stream<Figure> of(final String benchmark, final String label) {
        return all().filter(figure ->
                figure.benchmark().equals(benchmark) && figure.label().equals(label));
    }

    Optional<Figure> of(final String benchmark, final String label, final Map<String, String> params) {
        return of(benchmark, label)
                .filter(figure -> figure.params().entrySet().containsAll(params.entrySet()))
                .findFirst();
    }
}
