// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench;

import com.sun.management.ThreadMXBean;
import io.tidemark.core.checkpoint.Checkpoint;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long does the load of a million table points take, what does the checkpoint hold afterwards, and how much has it
 * allocated on the way? Memory is counted without the store's: {@link GeneratedStore} holds nothing.
 *
 * <p>The baseline of what is allocated is what the store's own reading allocates into nothing; what comes on top of it,
 * beside what is held, is garbage of the load. A second copy of all points would show there.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms2g", "-Xmx2g"})
@Warmup(iterations = 2)
@Measurement(iterations = 5)
public class LoadBenchmark {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Tables that have a point. */
    @Param("1000000")
    public int tables;

    /** Whether the points have GTIDs. */
    @Param({"false", "true"})
    public boolean gtids;

    /** A JMH state. */
    public LoadBenchmark() {}

    /**
     * Loads, and counts.
     *
     * @return the checkpoint, so that it is still there when it is counted.
     */
    @Benchmark
    public Checkpoint load() {
        final GeneratedStore store = new GeneratedStore(tables, gtids);
        final long readBefore = allocated();
        store.load(point -> {});
        final long read = allocated() - readBefore;

        final Checkpoint checkpoint = new Checkpoint(store);
        final long usedBefore = used();
        final long allocatedBefore = allocated();
        final long start = System.nanoTime();
        checkpoint.load();
        final long took = System.nanoTime() - start;
        final long allocated = allocated() - allocatedBefore;
        final long held = used() - usedBefore;

        Figures.tell("load", took / 1e6, "ms");
        Figures.tell("held", (double) held / tables, "B/point");
        Figures.tell("allocated by reading", (double) read / tables, "B/point");
        Figures.tell("allocated by the load", (double) allocated / tables, "B/point");
        return checkpoint;
    }

    private static long allocated() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    /** What is alive on the heap: to ask for a collection is all that Java has, and HotSpot does as it is asked. */
    private static long used() {
        System.gc();
        final MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return heap.getUsed();
    }
}
