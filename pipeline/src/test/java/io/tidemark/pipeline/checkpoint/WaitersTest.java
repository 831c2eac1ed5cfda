// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.pipeline.metrics.Since;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Who waits is answered once, and who has given up is forgotten. */
class WaitersTest {
    private final Since oldest = new Since();
    private final Waiters waiters = new Waiters(oldest);

    @Test
    void nearestIsAnsweredFirstWhateverTheOrderOfAsking() {
        final CompletableFuture<Void> far = waiters.ask(9, 100);
        final CompletableFuture<Void> near = waiters.ask(3, 200);
        waiters.look();
        waiters.completeUpTo(5);
        assertThat(near).isDone();
        assertThat(far).isNotDone();
        assertThat(oldest.ageNs(300)).isEqualTo(200);
        waiters.completeUpTo(9);
        assertThat(far).isDone();
        assertThat(oldest.goesOn()).isFalse();
    }

    @Test
    void whoHasGivenUpIsForgotten() {
        waiters.ask(3, 100).cancel(false);
        waiters.look();
        assertThat(waiters.anyUpTo(10)).isFalse();
        assertThat(oldest.goesOn()).isFalse();
    }

    @Test
    void allFailTogether() {
        final CompletableFuture<Void> seen = waiters.ask(3, 100);
        waiters.look();
        final CompletableFuture<Void> unseen = waiters.ask(4, 100);
        waiters.failAll(new IllegalStateException("over"));
        assertThat(seen).isCompletedExceptionally();
        assertThat(unseen).isCompletedExceptionally();
        assertThat(oldest.goesOn()).isFalse();
    }
}
