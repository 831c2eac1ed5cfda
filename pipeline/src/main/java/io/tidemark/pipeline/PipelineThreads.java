// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline;

import io.tidemark.pipeline.failure.FailureLatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.IdleStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of one pipeline: one an agent, and one that writes snapshots. Ends them all, and waits for their end. */
final class PipelineThreads {
    private static final Logger LOG = LoggerFactory.getLogger(PipelineThreads.class);

    private final String name;
    private final Supplier<IdleStrategy> idleStrategy;
    private final FailureLatch latch;
    private final long graceNs;
    private final ExecutorService snapshotWriter;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger agentsLeft = new AtomicInteger();
    private volatile Thread writerThread;

    /**
     * No threads yet.
     *
     * @param name         what their names begin with.
     * @param idleStrategy how each waits that has nothing to do.
     * @param latch        tells them when to end.
     * @param grace        whoever has not ended after this time is interrupted.
     */
    PipelineThreads(
            final String name,
            final Supplier<IdleStrategy> idleStrategy,
            final FailureLatch latch,
            final Duration grace) {
        this.name = name;
        this.idleStrategy = idleStrategy;
        this.latch = latch;
        this.graceNs = grace.toNanos();
        this.snapshotWriter = Executors.newSingleThreadExecutor(task -> {
            writerThread = newThread(task, "snapshot-writer");
            return writerThread;
        });
    }

    Executor snapshotWriter() {
        return snapshotWriter;
    }

    /** Starts a thread an agent, or none: what has been started is ended again if one can't be. */
    void start(final List<? extends Agent> agents) {
        final List<GuardedAgent> guarded =
                agents.stream().map(agent -> new GuardedAgent(agent, latch)).toList();
        for (final GuardedAgent agent : guarded) {
            final AgentRunner runner = new AgentRunner(idleStrategy.get(), failure -> met(agent, failure), null, agent);
            threads.add(newThread(() -> run(runner), agent.roleName()));
        }
        agentsLeft.set(threads.size());
        int started = 0;
        try {
            while (started < threads.size()) {
                threads.get(started).start();
                started++;
            }
        } catch (final Throwable e) {
            latch.close();
            for (final GuardedAgent unstarted : guarded.subList(started, guarded.size())) {
                unstarted.onClose();
                ended();
            }
            final boolean unused = awaitEnd(Long.MAX_VALUE);
            throw e;
        }
    }

    private void run(final AgentRunner runner) {
        try {
            runner.run();
        } finally {
            ended();
        }
    }

    /** After the last agent nobody is left to hand the writer a snapshot: no thread remains, whether closed or failed. */
    private void ended() {
        if (agentsLeft.decrementAndGet() == 0) {
            snapshotWriter.shutdown();
        }
    }

    private void met(final Agent agent, final Throwable failure) {
        // a termination is how a guarded agent ends once the pipeline is halted
        if (failure instanceof AgentTerminationException) {
            return;
        }
        if (latch.isHalted()) {
            LOG.warn("{} failed while it ended", agent.roleName(), failure);
        }
        latch.fail(agent.roleName(), failure);
    }

    private Thread newThread(final Runnable task, final String role) {
        final Thread thread = new Thread(task, name + '-' + role);
        thread.setDaemon(true);
        return thread;
    }

    /** True if the calling thread is one of them, and so can't wait for what they do. */
    boolean isOneOfThem() {
        final Thread caller = Thread.currentThread();
        return caller == writerThread || threads.contains(caller);
    }

    /**
     * Waits until all have ended. The latch is closed or has failed before, so every agent ends at its next step; whoever
     * is inside an executor or a store for longer than the grace is interrupted, once and then ever more rarely, with a
     * line in the log. Any thread but one of them.
     *
     * @param boundNs how long to wait at most, in nanoseconds.
     * @return false if some have not ended.
     */
    boolean awaitEnd(final long boundNs) {
        final long startNs = System.nanoTime();
        long tellAtNs = graceNs;
        boolean interrupted = false;
        while (!haveEnded()) {
            final long waitedNs = System.nanoTime() - startNs;
            if (waitedNs >= boundNs) {
                break;
            }
            if (waitedNs >= tellAtNs) {
                interruptThem(waitedNs);
                tellAtNs = 2 * waitedNs;
            }
            try {
                awaitNext(Math.min(boundNs, tellAtNs) - waitedNs);
            } catch (final InterruptedException e) {
                // whoever closes wants the threads gone; the interrupt is kept for afterwards
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return haveEnded();
    }

    private List<Thread> alive() {
        return threads.stream().filter(Thread::isAlive).toList();
    }

    private boolean haveEnded() {
        return alive().isEmpty() && snapshotWriter.isTerminated() && !writerIsAlive();
    }

    /** An executor counts as terminated a moment before its thread has ended. */
    private boolean writerIsAlive() {
        // without a snapshot there never was one
        return writerThread != null && writerThread.isAlive();
    }

    private void awaitNext(final long timeoutNs) throws InterruptedException {
        final List<Thread> alive = alive();
        if (!alive.isEmpty()) {
            TimeUnit.NANOSECONDS.timedJoin(alive.get(0), timeoutNs);
        } else if (snapshotWriter.awaitTermination(timeoutNs, TimeUnit.NANOSECONDS) && writerIsAlive()) {
            TimeUnit.NANOSECONDS.timedJoin(writerThread, timeoutNs);
        }
    }

    private void interruptThem(final long waitedNs) {
        final List<Thread> alive = alive();
        LOG.warn(
                "after {} s {} of the closed pipeline {} not ended: interrupted, and waited for",
                TimeUnit.NANOSECONDS.toSeconds(waitedNs),
                alive.isEmpty()
                        ? List.of(name + "-snapshot-writer")
                        : alive.stream().map(Thread::getName).toList(),
                alive.size() > 1 ? "have" : "has");
        if (alive.isEmpty()) {
            final List<Runnable> unused = snapshotWriter.shutdownNow();
        } else {
            alive.forEach(Thread::interrupt);
        }
    }
}
