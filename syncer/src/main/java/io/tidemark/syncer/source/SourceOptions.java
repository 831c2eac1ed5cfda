// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.LongConsumer;

/**
 * How a source reads.
 *
 * @param serverId  how the source calls itself among the server's replicas, 1 to 2^32 - 1; nobody else may use it.
 * @param heartbeat how often the server says that there is nothing new; {@link SourceHandler#idle} follows it.
 * @param silence   how long the server may say nothing at all before the connection counts as lost; longer than the
 *                  heartbeat.
 * @param eventTimes is told of each event when it was logged, in whole seconds since 1970, or 0 if the event says nothing
 *                   of that; on the reading thread.
 * @param names     what the numbers mean that the server logs of sessions.
 * @param interest  whose rows are worth reading; others are passed over.
 */
public record SourceOptions(
        long serverId,
        Duration heartbeat,
        Duration silence,
        LongConsumer eventTimes,
        SessionNames names,
        RowInterest interest) {
    /** What a busy server or a failover of the network may need. */
    public static final Duration DEFAULT_SILENCE = Duration.ofSeconds(30);

    private static final Duration DEFAULT_HEARTBEAT = Duration.ofSeconds(1);
    private static final long MAX_SERVER_ID = 0xFFFF_FFFFL;

    /** Checks the bounds. */
    public SourceOptions {
        requireNonNull(heartbeat, "heartbeat");
        requireNonNull(silence, "silence");
        requireNonNull(eventTimes, "eventTimes");
        requireNonNull(names, "names");
        requireNonNull(interest, "interest");
        if (serverId < 1 || serverId > MAX_SERVER_ID) {
            throw new IllegalArgumentException("server id " + serverId + " is not within 1 to " + MAX_SERVER_ID);
        }
        if (heartbeat.toMillis() < 1) {
            throw new IllegalArgumentException("heartbeat " + heartbeat + " is shorter than 1 ms");
        }
        if (silence.compareTo(heartbeat) <= 0) {
            throw new IllegalArgumentException("silence " + silence + " is not longer than heartbeat " + heartbeat);
        }
    }

    /**
     * For a server that was not asked for names: statements are taken for UTF-8, and their sessions stay unknown. Nobody
     * wants to know events' times.
     *
     * @param serverId  how the source calls itself among the server's replicas.
     * @param heartbeat how often the server says that there is nothing new.
     * @param silence   how long the server may say nothing.
     */
    public SourceOptions(final long serverId, final Duration heartbeat, final Duration silence) {
        this(serverId, heartbeat, silence, seconds -> {}, SessionNames.UNKNOWN, RowInterest.ALL);
    }

    /**
     * A heartbeat each second, because an idle task flushes at heartbeats; 30 s of silence, which a busy server or a
     * failover of the network may need.
     *
     * @param serverId how the source calls itself among the server's replicas.
     * @return the options.
     */
    public static SourceOptions withServerId(final long serverId) {
        return new SourceOptions(serverId, DEFAULT_HEARTBEAT, DEFAULT_SILENCE);
    }

    /**
     * The same with another silence.
     *
     * @param other longer than the heartbeat.
     * @return the options.
     */
    public SourceOptions withSilence(final Duration other) {
        return new SourceOptions(serverId, heartbeat, other, eventTimes, names, interest);
    }

    /**
     * The same, with somebody who is told of events' times.
     *
     * @param other must return at once.
     * @return the options.
     */
    public SourceOptions withEventTimes(final LongConsumer other) {
        return new SourceOptions(serverId, heartbeat, silence, other, names, interest);
    }

    /**
     * The same for a server that was asked.
     *
     * @param known what {@link Upstream#sessionNames} returned.
     * @return the options.
     */
    public SourceOptions withNames(final SessionNames known) {
        return new SourceOptions(serverId, heartbeat, silence, eventTimes, known, interest);
    }

    /**
     * The same with another interest.
     *
     * @param other asked once for each table and kind of change, by the thread that reads.
     * @return the options.
     */
    public SourceOptions withInterest(final RowInterest other) {
        return new SourceOptions(serverId, heartbeat, silence, eventTimes, names, other);
    }
}
