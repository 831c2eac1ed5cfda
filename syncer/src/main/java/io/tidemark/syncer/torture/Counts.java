// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.torture;

/** What a campaign has done to its victims. Any thread. */
final class Counts {
    private int syncerKills;
    private int downstreamKills;
    private int stops;
    private int restarts;
    private int givenUp;

    synchronized void killedSyncer() {
        syncerKills++;
    }

    synchronized void killedDownstream() {
        downstreamKills++;
    }

    synchronized void stopped() {
        stops++;
    }

    synchronized void restarted() {
        restarts++;
    }

    synchronized void gaveUp() {
        givenUp++;
    }

    /** SIGKILLs in all. */
    synchronized int kills() {
        return syncerKills + downstreamKills;
    }

    /** SIGKILLs of the syncer. */
    synchronized int syncerKills() {
        return syncerKills;
    }

    /** SIGKILLs of the downstream. */
    synchronized int downstreamKills() {
        return downstreamKills;
    }

    /** SIGTERMs of the syncer. */
    synchronized int stops() {
        return stops;
    }

    /** Starts of the syncer after its end. */
    synchronized int restarts() {
        return restarts;
    }

    /** How many times the syncer ended because its downstream was gone. */
    synchronized int givenUp() {
        return givenUp;
    }

    /** Adds those of another. */
    synchronized void add(final Counts other) {
        syncerKills += other.syncerKills();
        downstreamKills += other.downstreamKills();
        stops += other.stops();
        restarts += other.restarts();
        givenUp += other.givenUp();
    }
}
