// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.http;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidemark.pipeline.Pipeline;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.monitor.RunCounts;
import io.tidemark.syncer.monitor.RunMeters;
import io.tidemark.syncer.monitor.RunMonitor;
import io.tidemark.syncer.source.SourceHandler;
import io.tidemark.syncer.task.HttpSettings;
import io.tidemark.syncer.task.Task;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * The endpoint of one run, from before its servers are asked for anything until it has ended; or none, which costs
 * nothing. The running thread's; what is handed over to the source is the source's.
 */
public final class RunEndpoint implements AutoCloseable {
    /** All null if there is none. */
    private final RunMonitor monitor;

    private final PrometheusMeterRegistry registry;
    private final HttpDoor door;

    private RunEndpoint(final RunMonitor monitor, final PrometheusMeterRegistry registry, final HttpDoor door) {
        this.monitor = monitor;
        this.registry = registry;
        this.door = door;
    }

    /**
     * Opens it.
     *
     * @param task     what is replicated.
     * @param settings where to listen; empty for no endpoint.
     * @param counts   the run's.
     * @return the endpoint; the caller closes it.
     * @throws OperatorException if the address can't be listened at.
     */
    public static RunEndpoint open(final Task task, final Optional<HttpSettings> settings, final RunCounts counts) {
        if (settings.isEmpty()) {
            return new RunEndpoint(null, null, null);
        }
        final RunMonitor monitor =
                new RunMonitor(task, ProgramVersion.text(), settings.get().token(), counts);
        final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new RunMeters(monitor).bindTo(registry);
        try {
            return new RunEndpoint(monitor, registry, HttpDoor.open(settings.get(), monitor, registry::scrape));
        } catch (final RuntimeException e) {
            monitor.close();
            registry.close();
            throw e;
        }
    }

    /**
     * The run's pipeline has started.
     *
     * @param pipeline open until this endpoint is closed, or closed before it.
     */
    public void runs(final Pipeline<?> pipeline) {
        if (monitor != null) {
            new RunMeters(monitor).bindPipeline(registry, pipeline);
            monitor.runs(pipeline);
        }
    }

    /**
     * What the source hands over goes through here.
     *
     * @param handler what handles it.
     * @return to be given to the source in its place.
     */
    public SourceHandler observe(final SourceHandler handler) {
        return monitor == null ? handler : monitor.observe(handler);
    }

    /** @return to be told of each event's time. */
    public LongConsumer eventTimes() {
        return monitor == null ? seconds -> {} : monitor.eventTimes();
    }

    /**
     * The run has failed: whoever is watching is given a moment to hear of it.
     *
     * @param reason as the operator is told.
     */
    public void failed(final RuntimeException reason) {
        if (monitor != null) {
            monitor.failed(String.valueOf(reason.getMessage()));
            door.lingerForWatchers();
        }
    }

    @Override
    public void close() {
        if (monitor != null) {
            door.close();
            monitor.close();
            registry.close();
        }
    }
}
