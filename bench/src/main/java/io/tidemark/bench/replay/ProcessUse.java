// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What a process uses from now on, as Linux counts it. */
final class ProcessUse {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long BYTES_PER_KB = 1024;

    private final long pid;
    private final Duration before;

    private ProcessUse(final long pid, final Duration before) {
        this.pid = pid;
        this.before = before;
    }

    /**
     * Begins; what the process had resident at most is forgotten.
     *
     * @param pid a process of this user.
     */
    static ProcessUse begin(final long pid) {
        try {
            Files.writeString(Path.of("/proc", Long.toString(pid), "clear_refs"), "5");
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot reset the memory peak of process " + pid, e);
        }
        return new ProcessUse(pid, cpu(pid));
    }

    /** Processor time since the beginning, in steps of 10 ms. */
    double cpuSeconds() {
        return cpu(pid).minus(before).toNanos() / NANOS_PER_SECOND;
    }

    /** The most memory that was resident since the beginning. */
    long peakBytes() {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                            .filter(line -> line.startsWith("VmHWM:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum()
                    * BYTES_PER_KB;
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot read the memory peak of process " + pid, e);
        }
    }

    private static Duration cpu(final long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> new IllegalStateException("process " + pid + " has ended"));
    }
}
