// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline;

import io.tidemark.pipeline.failure.FailureLatch;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentTerminationException;

/** Ends its agent once the pipeline is halted, and halts the pipeline if the agent fails. */
final class GuardedAgent implements Agent {
    private final Agent agent;
    private final FailureLatch latch;

    GuardedAgent(final Agent agent, final FailureLatch latch) {
        this.agent = agent;
        this.latch = latch;
    }

    @Override
    public int doWork() {
        if (latch.isHalted()) {
            throw new AgentTerminationException();
        }
        try {
            return agent.doWork();
        } catch (final Throwable e) {
            latch.fail(roleName(), e);
            throw new AgentTerminationException();
        }
    }

    @Override
    public void onClose() {
        if (!latch.isHalted()) {
            // a thread whose interrupt flag is set ends quietly, and everybody would wait for it
            latch.fail(roleName(), new IllegalStateException("its thread was interrupted and has ended"));
        }
        agent.onClose();
    }

    @Override
    public String roleName() {
        return agent.roleName();
    }
}
