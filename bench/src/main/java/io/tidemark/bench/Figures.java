// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Lets a benchmark report what it has measured itself, as JMH's secondary results with units and errors.
 *
 * <p>For benchmarks whose invocation is a whole round: it runs every contender for a slice of time, so that they share
 * one process and whatever else the machine does. JMH's own score, the time of the round, then says nothing.
 */
public final class Figures implements InternalProfiler {
    private static final List<ScalarResult> TOLD = new ArrayList<>();

    /** JMH makes it. */
    public Figures() {}

    /**
     * Reports a figure of the running iteration.
     *
     * @param label what it is, without commas, at which JMH would break its JSON.
     * @param value how much.
     * @param unit  of what.
     */
    static void tell(final String label, final double value, final String unit) {
        synchronized (TOLD) {
            TOLD.add(new ScalarResult(label, value, unit, AggregationPolicy.AVG));
        }
    }

    @Override
    public void beforeIteration(final BenchmarkParams benchmark, final IterationParams iteration) {
        synchronized (TOLD) {
            TOLD.clear();
        }
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            final BenchmarkParams benchmark, final IterationParams iteration, final IterationResult result) {
        synchronized (TOLD) {
            final Collection<ScalarResult> taken = List.copyOf(TOLD);
            TOLD.clear();
            return taken;
        }
    }

    @Override
    public String getDescription() {
        return "figures that a benchmark has measured itself";
    }
}
