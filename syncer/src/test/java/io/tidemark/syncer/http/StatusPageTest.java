// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page and the JSON speak of the same things, and the page needs nobody else. */
class StatusPageTest {
    private static final Pattern FIELD =
            Pattern.compile("data-field=\"([^\"]+)\" data-as=\"(count|seconds|bytes|text)\"");

    private final String html = StatusPage.load().html();

    @Test
    void everyFieldOfThePageIsInTheStatus() throws Exception {
        try (ServedRun run = ServedRun.onLoopback().begun()) {
            run.apply(1, 10, "row");
            final JsonNode own = run.get("/status").json().path("tidemark");
            final Matcher field = FIELD.matcher(html);
            int found = 0;
            while (field.find()) {
                // the upstream is not known without a server
                final String path = field.group(1).startsWith("points.upstream.") ? "points.upstream" : field.group(1);
                assertThat(own.at('/' + path.replace('.', '/')).isMissingNode())
                        .as(path)
                        .isFalse();
                found++;
            }
            assertThat(found).isGreaterThan(25).isEqualTo(html.split("data-field=", -1).length - 1);
        }
    }

    @Test
    void whatTheScriptReadsIsInTheStatus() throws Exception {
        try (ServedRun run = ServedRun.onLoopback().begun()) {
            final JsonNode own = run.get("/status").json().path("tidemark");
            for (final String path : all("\\bt\\.([a-zA-Z]+(?:\\.[a-z][a-zA-Z]+)?)\\b")) {
                assertThat(own.at('/' + path.replace('.', '/')).isMissingNode())
                        .as(path)
                        .isFalse();
            }
            for (final String name : all("\\bworker\\.([a-zA-Z]+)")) {
                assertThat(own.at("/workers/0/" + name).isMissingNode())
                        .as(name)
                        .isFalse();
            }
            for (final String name : all("\\br\\.([a-z][a-zA-Z]+)")) {
                if (!Set.of("left", "width").contains(name)) {
                    assertThat(own.at("/reading/" + name).isMissingNode())
                            .as(name)
                            .isFalse();
                }
            }
            for (final String name : all("\\bjobs\\.([a-zA-Z]+)")) {
                assertThat(own.at("/jobs/" + name).isMissingNode()).as(name).isFalse();
            }
        }
    }

    private Set<String> all(final String pattern) {
        final Set<String> found = new TreeSet<>();
        final Matcher matcher = Pattern.compile(pattern).matcher(html.substring(html.indexOf("<script>")));
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        assertThat(found).isNotEmpty();
        return found;
    }

    @Test
    void everyElementThatTheScriptNamesIsThere() {
        for (final String id : all("\\bat\\(\"([a-z-]+)\"\\)")) {
            assertThat(html).contains("id=\"" + id + '"');
        }
    }

    @Test
    void thePageIsOneFileThatAsksNobodyElse() {
        assertThat(html)
                .doesNotContainPattern("(src|href)=\"(https?:)?//")
                .doesNotContain("@import")
                .doesNotContain("innerHTML")
                .doesNotContain(" style=\"")
                .doesNotContainPattern(" on[a-z]+=\"");
        assertThat(html.split("<script", -1)).hasSize(2);
        assertThat(html.split("<style", -1)).hasSize(2);
    }
}
