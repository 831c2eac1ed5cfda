package io.tidemark.syncer.torture;

/** What a campaign has done to its victims. One thread. */
final class Counts {
    private int syncerKills;
    private int downstreamKills;
    private int stops;
    private int restarts;
    private int givenUp;

    void killedSyncer() {
        syncerKills++;
    }

    void killedDownstream() {
        downstreamKills++;
    }

    void stopped() {
        stops++;
    }

    void restarted() {
        restarts++;
    }

    void gaveUp() {
        givenUp++;
    }

    /** SIGKILLs in all. */
    int kills() {
        return syncerKills + downstreamKills;
    }

    /** SIGKILLs of the syncer. */
    int syncerKills() {
        return syncerKills;
    }

    /** SIGKILLs of the downstream. */
    int downstreamKills() {
        return downstreamKills;
    }

    /** SIGTERMs of the syncer. */
    int stops() {
        return stops;
    }

    /** Starts of the syncer after its end. */
    int restarts() {
        return restarts;
    }

    /** How many times the syncer ended because its downstream was gone. */
    int givenUp() {
        return givenUp;
    }
}
