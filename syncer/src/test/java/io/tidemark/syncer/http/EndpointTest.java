// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.pipeline.PipelineState;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.monitor.RunCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the endpoint answers, over real connections, of a real pipeline. */
class EndpointTest {
    @Test
    void theStatusHasDmsNamesAndTheRunsNumbers() throws Exception {
        try (ServedRun run = ServedRun.onLoopback().begun()) {
            run.apply(1, 200, "row");
            run.pipeline.flush().join();
            final JsonNode status = run.get("/status").json();

            assertThat(status.path("result").asBoolean()).isTrue();
            final JsonNode source = status.at("/sources/0");
            assertThat(source.at("/sourceStatus/source").asText()).isEqualTo("shop-1");
            final JsonNode subTask = source.at("/subTaskStatus/0");
            assertThat(subTask.path("name").asText()).isEqualTo("orders");
            assertThat(subTask.path("stage").asText()).isEqualTo("Running");
            assertThat(subTask.path("unit").asText()).isEqualTo("Sync");
            final JsonNode sync = subTask.path("sync");
            assertThat(fieldsOf(sync))
                    .contains(
                            "totalEvents",
                            "totalTps",
                            "recentTps",
                            "masterBinlog",
                            "masterBinlogGtid",
                            "syncerBinlog",
                            "syncerBinlogGtid",
                            "blockingDDLs",
                            "synced",
                            "secondsBehindMaster");
            assertThat(sync.path("totalEvents").asText()).isEqualTo("200");
            assertThat(sync.path("syncerBinlog").asText()).isEqualTo("(mysql-bin.000007, 300)");

            final JsonNode own = status.path("tidemark");
            assertThat(own.path("version").asText()).isEqualTo("1.2.3");
            assertThat(own.at("/rows/applied").asLong()).isEqualTo(200);
            assertThat(own.at("/points/flushed/position").asText()).isEqualTo("mysql-bin.000007:300");
            assertThat(own.path("workers")).hasSize(3);
            assertThat(own.at("/settings/flushMode").asText()).isEqualTo("async");
        }
    }

    private static List<String> fieldsOf(final JsonNode node) {
        final List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void aRunThatHasNotBegunIsStarting() throws Exception {
        try (ServedRun run = ServedRun.onLoopback()) {
            assertThat(run.get("/status").json().at("/tidemark/state").asText()).isEqualTo("starting");
            assertThat(run.get("/health")).satisfies(health -> {
                assertThat(health.status()).isEqualTo(200);
                assertThat(health.body()).isEqualTo("starting");
            });
            assertThat(run.ask("POST", "/pause", Guard.CHANGE_HEADER + ": 1").status())
                    .isEqualTo(409);
        }
    }

    @Test
    void metricsAreOfTheRunAndOfItsPipeline() throws Exception {
        try (ServedRun run = ServedRun.onLoopback().begun()) {
            run.apply(1, 50, "row");
            run.pipeline.flush().join();
            final ServedRun.Answer metrics = run.get("/metrics");
            assertThat(metrics.headers()).anyMatch(line -> line.startsWith("Content-type: text/plain; version=0.0.4"));
            assertThat(metrics.body())
                    .contains("tidemark_rows_total{source=\"shop-1\",task=\"orders\"} 50.0")
                    .contains("tidemark_binlog_offset_bytes{point=\"flushed\",source=\"shop-1\",task=\"orders\"} 150.0")
                    .contains("tidemark_binlog_file{point=\"flushed\",source=\"shop-1\",task=\"orders\"} 7.0")
                    .contains("tidemark_state{source=\"shop-1\",state=\"running\",task=\"orders\"} 1.0")
                    .contains("tidemark_healthy{source=\"shop-1\",task=\"orders\"} 1.0")
                    .contains("delivery=\"exactly-once\"");
        }
    }

    @Test
    void transactionsThatWereNotKeptWholeAreCounted() throws Exception {
        try (ServedRun run = ServedRun.onLoopback().begun()) {
            run.counts.tornTransactions().increment();
            assertThat(run.get("/metrics").body())
                    .contains("tidemark_transactions_torn_total{source=\"shop-1\",task=\"orders\"} 1.0");
            assertThat(run.get("/status")
                            .json()
                            .at("/tidemark/tornTransactions")
                            .asLong())
                    .isEqualTo(1);
        }
    }

    @Test
    void aPauseIsHealthyAndEnds() throws Exception {
        try (ServedRun run = ServedRun.onLoopback().begun()) {
            assertThat(run.ask("POST", "/pause", Guard.CHANGE_HEADER + ": 1").status())
                    .isEqualTo(200);
            assertThat(run.pipeline.status().state()).isEqualTo(PipelineState.PAUSED);
            assertThat(run.get("/health").body()).isEqualTo("paused");
            assertThat(run.get("/health").status()).isEqualTo(200);
            assertThat(run.get("/status")
                            .json()
                            .at("/sources/0/subTaskStatus/0/stage")
                            .asText())
                    .isEqualTo("Paused");
            assertThat(run.ask("POST", "/resume", Guard.CHANGE_HEADER + ": 1").status())
                    .isEqualTo(200);
            assertThat(run.pipeline.status().state()).isEqualTo(PipelineState.RUNNING);
        }
    }

    @Test
    void aFailureIsUnhealthyAndSaysWhyWithoutItsSecrets() throws Exception {
        try (ServedRun run = ServedRun.onLoopback().begun()) {
            run.apply(1, 1, "poison");
            await().until(() -> run.pipeline.failure().isPresent());
            LoggerFactory.getLogger(EndpointTest.class).warn("the server said {}", ServedRun.SECRET);

            final ServedRun.Answer health = run.get("/health");
            assertThat(health.status()).isEqualTo(503);
            assertThat(health.body()).startsWith("failed: ");
            final ServedRun.Answer status = run.get("/status");
            assertThat(status.json().at("/tidemark/state").asText()).isEqualTo("failed");
            assertThat(status.json()
                            .at("/sources/0/subTaskStatus/0/result/errors/0/Message")
                            .asText())
                    .isNotEmpty();
            assertThat(status.json().at("/tidemark/notes").toString()).contains("the server said ***");
            for (final String path : List.of("/status", "/health", "/metrics", "/")) {
                assertThat(run.get(path).body()).doesNotContain(ServedRun.SECRET);
            }
            assertThat(run.ask("POST", "/pause", Guard.CHANGE_HEADER + ": 1").status())
                    .isEqualTo(409);
        }
    }

    @Test
    void everyAnswerTellsTheBrowserToDoNothingElse() throws Exception {
        try (ServedRun run = ServedRun.onLoopback()) {
            for (final String path : List.of("/", "/status", "/nothing")) {
                assertThat(run.get(path).headers())
                        .anyMatch(line -> line.startsWith("Content-security-policy: default-src 'none'"))
                        .noneMatch(line -> line.contains("unsafe"))
                        .contains("X-content-type-options: nosniff", "Cache-control: no-store");
            }
        }
    }

    @Test
    void headIsGetWithoutTheBody() throws Exception {
        try (ServedRun run = ServedRun.onLoopback()) {
            final ServedRun.Answer head = run.ask("HEAD", "/health");
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
        }
    }

    @Test
    void aTakenPortIsAnErrorThatNamesTheKey() throws Exception {
        try (ServedRun run = ServedRun.onLoopback()) {
            assertThatThrownBy(() -> RunEndpoint.open(
                            ServedRun.TASK,
                            Optional.of(ServedRun.settings(run.address.getPort(), Optional.empty())),
                            new RunCounts()))
                    .isInstanceOf(OperatorException.class)
                    .hasMessageContaining("127.0.0.1:" + run.address.getPort())
                    .hasMessageContaining("tidemark.http.listen");
        }
    }

    @Test
    void theClientAsksItsOwnTaskOnly() throws Exception {
        try (ServedRun run = ServedRun.onLoopback().begun()) {
            final EndpointClient client =
                    new EndpointClient(ServedRun.settings(run.address.getPort(), Optional.empty()));
            assertThat(client.status("orders", "shop-1")).isPresent();
            assertThat(client.change("pause")).isTrue();
            assertThat(run.pipeline.status().state()).isEqualTo(PipelineState.PAUSED);
            assertThatThrownBy(() -> client.status("stock", "shop-1"))
                    .isInstanceOf(OperatorException.class)
                    .hasMessageContaining("is of task orders and source shop-1, not of task stock");
            run.pipeline.close();
            assertThatThrownBy(() -> client.change("resume")).hasMessageContaining("refuses to resume: closed");
        }
    }

    @Test
    void theClientTellsAbsenceFromRefusal() throws Exception {
        final int port;
        try (ServedRun run = ServedRun.withToken("0123456789abcdef")) {
            port = run.address.getPort();
            assertThatThrownBy(
                            () -> new EndpointClient(ServedRun.settings(port, Optional.of("another-token-than-that")))
                                    .status("orders", "shop-1"))
                    .isInstanceOf(OperatorException.class)
                    .hasMessageContaining("refuses the token")
                    .hasMessageNotContaining("another-token");
            assertThat(new EndpointClient(ServedRun.settings(port, Optional.of("0123456789abcdef")))
                            .status("orders", "shop-1"))
                    .isPresent();
        }
        assertThat(new EndpointClient(ServedRun.settings(port, Optional.empty())).status("orders", "shop-1"))
                .isEmpty();
    }
}
