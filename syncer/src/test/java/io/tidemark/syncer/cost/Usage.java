// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cost;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the threads of this process use, by role, looked at again and again because a thread that has ended tells nothing any
 * more. Processor time and bytes allocated.
 */
final class Usage {
    record Used(long cpuNanos, long bytes) {
        Used plus(final Used other) {
            return new Used(cpuNanos + other.cpuNanos, bytes + other.bytes);
        }

        Used minus(final Used other) {
            return new Used(cpuNanos - other.cpuNanos, bytes - other.bytes);
        }
    }

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long LOOK_EVERY_MS = 5;

    private final Map<Long, Used> before = new HashMap<>();
    private final Map<Long, Used> last = new HashMap<>();
    private final Map<Long, String> roles = new HashMap<>();
    private final Thread looker = new Thread(this::lookOn, "usage");
    private volatile boolean over;

    Usage() {
        look();
        before.putAll(last);
        looker.setDaemon(true);
        looker.start();
    }

    private void lookOn() {
        while (!over) {
            look();
            try {
                Thread.sleep(LOOK_EVERY_MS);
            } catch (final InterruptedException e) {
                return;
            }
        }
    }

    private synchronized void look() {
        final long[] ids = THREADS.getAllThreadIds();
        final long[] bytes = THREADS.getThreadAllocatedBytes(ids);
        for (int i = 0; i < ids.length; i++) {
            final long nanos = THREADS.getThreadCpuTime(ids[i]);
            if (nanos < 0 || bytes[i] < 0) {
                continue;
            }
            last.put(ids[i], new Used(nanos, bytes[i]));
            if (!roles.containsKey(ids[i])) {
                final ThreadInfo info = THREADS.getThreadInfo(ids[i]);
                roles.put(ids[i], info == null ? "other" : role(info.getThreadName()));
            }
        }
    }

    private static String role(final String name) {
        if (name.startsWith("tidemark-")) {
            return name.replaceAll("^tidemark-|-?\\d+$", "");
        }
        return name.equals("source") ? name : "other";
    }

    /** By role, since the beginning. */
    synchronized Map<String, Used> byRole() {
        look();
        final Map<String, Used> used = new TreeMap<>();
        last.forEach((id, now) -> used.merge(
                roles.getOrDefault(id, "other"), now.minus(before.getOrDefault(id, new Used(0, 0))), Used::plus));
        return used;
    }

    /** Looks no more. */
    void stop() throws InterruptedException {
        over = true;
        looker.interrupt();
        looker.join();
    }
}
