// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline;

import static java.util.Objects.requireNonNull;

import io.tidemark.pipeline.causality.LastWriter;
import java.time.Duration;
import java.util.function.Supplier;
import org.agrona.concurrent.IdleStrategy;

/**
 * Settings of a pipeline: immutable, and validated when they are built.
 *
 * <pre>{@code
 * PipelineConfig.builder().workers(16).flushInterval(Duration.ofSeconds(1)).build()
 * }</pre>
 */
public final class PipelineConfig {
    private final String name;
    private final int workers;
    private final int batchSize;
    private final int ringSize;
    private final long maxBytesInFlight;
    private final FlushMode flushMode;
    private final long flushIntervalNs;
    private final Supplier<IdleStrategy> idleStrategy;

    private PipelineConfig(final Builder builder) {
        name = requireNonNull(builder.name, "name");
        workers = inRange("workers", builder.workers, 1, LastWriter.MAX_WORKERS);
        batchSize = inRange("batchSize", builder.batchSize, 1, 1 << 20);
        ringSize = inRange("ringSize", builder.ringSize, 2, 1 << 24);
        if (Integer.bitCount(ringSize) != 1) {
            throw new IllegalArgumentException("ringSize must be a power of two, but is " + ringSize);
        }
        maxBytesInFlight = builder.maxBytesInFlight;
        if (maxBytesInFlight < 1) {
            throw new IllegalArgumentException("maxBytesInFlight must be at least 1, but is " + maxBytesInFlight);
        }
        flushMode = requireNonNull(builder.flushMode, "flushMode");
        final Duration interval = requireNonNull(builder.flushInterval, "flushInterval");
        if (interval.compareTo(Duration.ofMillis(1)) < 0 || interval.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("flushInterval must be from 1 ms to 1 day, but is " + interval);
        }
        flushIntervalNs = interval.toNanos();
        idleStrategy = requireNonNull(builder.idleStrategy, "idleStrategy");
    }

    private static int inRange(final String setting, final int value, final int least, final int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    setting + " must be from " + least + " to " + most + ", but is " + value);
        }
        return value;
    }

    /** @return a builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** @return what threads are named after. */
    public String name() {
        return name;
    }

    /** @return how many workers apply row changes. */
    public int workers() {
        return workers;
    }

    /** @return row changes that are applied as one, at most, unless a transaction has more. */
    public int batchSize() {
        return batchSize;
    }

    /** @return slots of the job ring. */
    public int ringSize() {
        return ringSize;
    }

    /** @return bytes of payloads that may be in flight. */
    public long maxBytesInFlight() {
        return maxBytesInFlight;
    }

    /** @return how the checkpoint is flushed. */
    public FlushMode flushMode() {
        return flushMode;
    }

    /** @return time between the beginnings of two flushes, in nanoseconds. */
    public long flushIntervalNs() {
        return flushIntervalNs;
    }

    IdleStrategy newIdleStrategy() {
        return idleStrategy.get();
    }

    /** Collects settings. */
    public static final class Builder {
        private static final long MOST_BYTES = 256L << 20;
        private static final int HEAP_SHARE = 4;

        private String name = "tidemark";
        private int workers = 8;
        private int batchSize = 100;
        private int ringSize = 1 << 14;
        private long maxBytesInFlight =
                Math.min(MOST_BYTES, Math.max(1, Runtime.getRuntime().maxMemory() / HEAP_SHARE));
        private FlushMode flushMode = FlushMode.ASYNC;
        private Duration flushInterval = Duration.ofSeconds(30);
        private Supplier<IdleStrategy> idleStrategy = Idling.BACKOFF;

        private Builder() {}

        /**
         * Names the pipeline's threads.
         *
         * @param value a short name, "tidemark" by default.
         * @return this.
         */
        public Builder name(final String value) {
            name = value;
            return this;
        }

        /**
         * Sets how many workers apply row changes; each is a thread with an executor of its own.
         *
         * @param value from 1 to 256, 8 by default: they mostly wait for the downstream, so more than cores is right.
         * @return this.
         */
        public Builder workers(final int value) {
            workers = value;
            return this;
        }

        /**
         * Sets how many row changes a worker applies as one, at most. It never waits for a batch to be full. Whole
         * transactions are never split: one of more rows is a batch of its own.
         *
         * @param value 100 by default, as in DM.
         * @return this.
         */
        public Builder batchSize(final int value) {
            batchSize = value;
            return this;
        }

        /**
         * Sets how many jobs may be in flight: the bound of how far workers can be apart.
         *
         * @param value a power of two, 16384 by default.
         * @return this.
         */
        public Builder ringSize(final int value) {
            ringSize = value;
            return this;
        }

        /**
         * Bounds the bytes of payloads that are handed in and whose slots are not yet cleared, as the embedder tells
         * them ({@link Pipeline#row(io.tidemark.core.schema.TableId, io.tidemark.core.location.Location, Object, long[],
         * int, long)}): the source blocks while the next one does not fit. A payload greater than the bound passes as
         * soon as no other is in flight.
         *
         * @param value in bytes, at least 1. A quarter of the greatest heap by default, but not more than 256 MiB: more
         *     than that no downstream needs to be kept busy, and objects take more room than the bytes in them.
         * @return this.
         */
        public Builder maxBytesInFlight(final long value) {
            maxBytesInFlight = value;
            return this;
        }

        /**
         * Sets how the checkpoint is flushed.
         *
         * @param value {@link FlushMode#ASYNC} by default.
         * @return this.
         */
        public Builder flushMode(final FlushMode value) {
            flushMode = value;
            return this;
        }

        /**
         * Sets the time between the beginnings of two flushes: how much is repeated after a crash.
         *
         * @param value from 1 ms, 30 s by default, as in DM.
         * @return this.
         */
        public Builder flushInterval(final Duration value) {
            flushInterval = value;
            return this;
        }

        /**
         * Sets how a thread without work waits. Each thread gets its own.
         *
         * @param value one of {@link Idling}, {@link Idling#BACKOFF} by default, which starves nobody on two cores; or
         *     whatever makes a new strategy each time.
         * @return this.
         */
        public Builder idleStrategy(final Supplier<IdleStrategy> value) {
            idleStrategy = value;
            return this;
        }

        /**
         * Validates the settings.
         *
         * @return the settings.
         * @throws IllegalArgumentException if one is out of its range; the message names it and the range.
         */
        public PipelineConfig build() {
            return new PipelineConfig(this);
        }
    }
}
