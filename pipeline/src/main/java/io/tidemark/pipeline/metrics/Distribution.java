// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.metrics;

import com.lmax.disruptor.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * How often something was measured, the sum of it, and how it is spread, since the start. Any thread may read, while
 * writers go on: they are wait-free and never see a reader.
 *
 * <p>Each writer has a histogram of its own, so that nothing is shared on its way: about 30 KiB a writer, twice that once
 * it is read. Values are kept to two significant digits.
 */
public final class Distribution {
    /** Times are told apart from about a microsecond on. */
    private static final long FINEST_NS = 1 << 10;

    private static final long LONGEST_NS = TimeUnit.HOURS.toNanos(1);
    private static final int DIGITS = 2;

    private final List<Writer> writers = new ArrayList<>();
    private final long finest;
    private final long greatest;

    /** The readers', made when the first one comes. */
    private Histogram total;

    private Histogram interval;

    private Distribution(final int writerCount, final long finest, final long greatest) {
        for (int i = 0; i < writerCount; i++) {
            writers.add(new Writer(new SingleWriterRecorder(finest, greatest, DIGITS), greatest));
        }
        this.finest = finest;
        this.greatest = greatest;
    }

    /**
     * A distribution of times in nanoseconds; what is longer than an hour is kept as an hour.
     *
     * @param writers how many threads write.
     * @return nothing measured yet.
     */
    public static Distribution ofTimes(final int writers) {
        return new Distribution(writers, FINEST_NS, LONGEST_NS);
    }

    /**
     * A distribution of sizes.
     *
     * @param writers  how many threads write.
     * @param greatest the greatest size, at least 2.
     * @return nothing measured yet.
     */
    public static Distribution ofSizes(final int writers, final long greatest) {
        return new Distribution(writers, 1, Math.max(2, greatest));
    }

    /**
     * The side of one writing thread.
     *
     * @param number which writer, from 0.
     * @return for one thread only.
     */
    public Writer writer(final int number) {
        return writers.get(number);
    }

    /** @return how often something was measured. */
    public long count() {
        long count = 0;
        for (final Writer writer : writers) {
            count += writer.count.get();
        }
        return count;
    }

    /** @return the exact sum of all that was measured. */
    public long sum() {
        long sum = 0;
        for (final Writer writer : writers) {
            sum += writer.sum.get();
        }
        return sum;
    }

    /** @return a copy of the histogram since the start; the difference of two is what came between them. */
    public synchronized Histogram histogram() {
        if (total == null) {
            total = new Histogram(finest, greatest, DIGITS);
            interval = new Histogram(finest, greatest, DIGITS);
        }
        for (final Writer writer : writers) {
            if (writer.count.get() > 0) {
                writer.recorder.getIntervalHistogramInto(interval);
                total.add(interval);
            }
        }
        return total.copy();
    }

    /** One thread's side. */
    public static final class Writer {
        private final SingleWriterRecorder recorder;
        private final long greatest;
        private final Sequence count = new Sequence(0);
        private final Sequence sum = new Sequence(0);

        private Writer(final SingleWriterRecorder recorder, final long greatest) {
            this.recorder = recorder;
            this.greatest = greatest;
        }

        /**
         * Keeps a value.
         *
         * @param value not negative.
         */
        public void record(final long value) {
            recorder.recordValue(Math.min(value, greatest));
            sum.set(sum.get() + value);
            count.set(count.get() + 1);
        }

        /** @return how often this thread has measured. */
        public long count() {
            return count.get();
        }
    }
}
