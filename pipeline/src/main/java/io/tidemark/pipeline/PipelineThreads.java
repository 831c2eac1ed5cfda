package io.tidemark.pipeline;

import io.tidemark.pipeline.failure.FailureLatch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
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
    private static final int WRITE_TIMEOUT_S = 10;

    private final String name;
    private final Supplier<IdleStrategy> idleStrategy;
    private final FailureLatch latch;
    private final ExecutorService snapshotWriter;
    private final List<Thread> threads = new ArrayList<>();

    PipelineThreads(final String name, final Supplier<IdleStrategy> idleStrategy, final FailureLatch latch) {
        this.name = name;
        this.idleStrategy = idleStrategy;
        this.latch = latch;
        this.snapshotWriter = Executors.newSingleThreadExecutor(task -> newThread(task, "snapshot-writer"));
    }

    Executor snapshotWriter() {
        return snapshotWriter;
    }

    void start(final List<? extends Agent> agents) {
        for (final Agent agent : agents) {
            final GuardedAgent guarded = new GuardedAgent(agent, latch);
            final AgentRunner runner =
                    new AgentRunner(idleStrategy.get(), failure -> met(agent, failure), null, guarded);
            threads.add(newThread(runner, agent.roleName()));
        }
        threads.forEach(Thread::start);
    }

    private void met(final Agent agent, final Throwable failure) {
        // a termination is how a guarded agent ends once the pipeline is halted
        if (!(failure instanceof AgentTerminationException)) {
            latch.fail(agent.roleName(), failure);
        }
    }

    private Thread newThread(final Runnable task, final String role) {
        final Thread thread = new Thread(task, name + '-' + role);
        thread.setDaemon(true);
        return thread;
    }

    /** The latch is closed before, so every agent ends at its next step; nobody is left to hand the writer a snapshot. */
    void close() {
        boolean interrupted = false;
        for (final Thread thread : threads) {
            while (thread.isAlive() && thread != Thread.currentThread()) {
                try {
                    thread.join();
                } catch (final InterruptedException e) {
                    // whoever closes wants the threads gone; the interrupt is kept for afterwards
                    interrupted = true;
                }
            }
        }
        snapshotWriter.shutdown();
        try {
            if (!snapshotWriter.awaitTermination(WRITE_TIMEOUT_S, TimeUnit.SECONDS)) {
                LOG.warn("a checkpoint write has not ended after {} s and is left behind", WRITE_TIMEOUT_S);
            }
        } catch (final InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
