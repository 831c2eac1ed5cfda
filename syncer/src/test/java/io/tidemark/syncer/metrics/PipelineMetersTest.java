// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.core.checkpoint.Checkpoint;
import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.store.InMemoryCheckpointStore;
import io.tidemark.pipeline.FlushMode;
import io.tidemark.pipeline.Pipeline;
import io.tidemark.pipeline.PipelineConfig;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A real pipeline's metrics arrive in a registry. */
class PipelineMetersTest {
    private static final int ROWS = 50;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private void runAPipeline() throws Exception {
        final Checkpoint checkpoint = new Checkpoint(new InMemoryCheckpointStore());
        checkpoint.load();
        final Pipeline<String> pipeline = Pipeline.start(
                PipelineConfig.builder().workers(2).flushMode(FlushMode.NONE).build(),
                checkpoint,
                worker -> batch -> LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(10)));
        new PipelineMeters(pipeline.metrics(), Tags.of("task", "orders")).bindTo(registry);
        final TableId table = TableId.of("shop", "orders");
        for (int row = 1; row <= ROWS; row++) {
            pipeline.row(table, at(row), "row " + row, row);
            pipeline.transactionEnd(at(row));
        }
        pipeline.stop(Duration.ofMinutes(1));
    }

    private static Location at(final long offset) {
        return Location.at(new BinlogPosition("mysql-bin.000001", offset));
    }

    @Test
    void metersShowWhatThePipelineHasDone() throws Exception {
        runAPipeline();
        assertThat(registry.get("tidemark.jobs").functionCounter().count()).isEqualTo(2 * ROWS);
        assertThat(registry.get("tidemark.rows").functionCounter().count()).isEqualTo(ROWS);
        assertThat(registry.get("tidemark.batch").functionTimer().count()).isPositive();
        assertThat(registry.get("tidemark.batch").functionTimer().totalTime(TimeUnit.NANOSECONDS))
                .isPositive();
        assertThat(registry.get("tidemark.batch.quantile")
                        .tag("quantile", "1.0")
                        .timeGauge()
                        .value(TimeUnit.NANOSECONDS))
                .isPositive();
        assertThat(registry.get("tidemark.batch.size")
                        .tag("quantile", "0.5")
                        .gauge()
                        .value())
                .isBetween(1.0, (double) ROWS);
        assertThat(registry.get("tidemark.flush").functionTimer().count()).isEqualTo(1);
        assertThat(registry.get("tidemark.flush.age").timeGauge().value(TimeUnit.NANOSECONDS))
                .isPositive();
        assertThat(registry.get("tidemark.unflushed.age").timeGauge().value()).isZero();
        assertThat(registry.get("tidemark.jobs.in.flight").gauge().value()).isZero();
        assertThat(registry.get("tidemark.worker.distance")
                        .tag("worker", "1")
                        .gauge()
                        .value())
                .isZero();
        assertThat(registry.get("tidemark.source.stall")
                        .tag("cause", "paused")
                        .functionTimer()
                        .count())
                .isZero();
    }

    @Test
    void everyMeterIsDescribedAndTagged() throws Exception {
        runAPipeline();
        assertThat(registry.getMeters()).hasSizeGreaterThan(30).allSatisfy(meter -> {
            final Meter.Id id = meter.getId();
            assertThat(id.getName()).startsWith("tidemark.");
            assertThat(id.getDescription()).isNotBlank();
            assertThat(id.getBaseUnit()).isNotBlank();
            assertThat(id.getTag("task")).isEqualTo("orders");
        });
    }
}
