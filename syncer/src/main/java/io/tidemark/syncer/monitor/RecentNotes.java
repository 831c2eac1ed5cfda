// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.monitor;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The last {@value #KEPT} warnings and errors of the log, for the status page. {@code logback.xml} names it as an
 * appender; where another log is used there are none. What is kept is the process's, as the log is. Any thread.
 */
public final class RecentNotes extends AppenderBase<ILoggingEvent> {
    static final int KEPT = 50;

    private static final int LONGEST_TEXT = 500;

    // guarded by itself
    private static final Deque<RunPicture.Note> NOTES = new ArrayDeque<>();

    /** Made by the log's configuration. */
    public RecentNotes() {}

    @Override
    protected void append(final ILoggingEvent event) {
        if (!event.getLevel().isGreaterOrEqual(Level.WARN)) {
            return;
        }
        final String logger = event.getLoggerName();
        final RunPicture.Note note = new RunPicture.Note(
                Instant.ofEpochMilli(event.getTimeStamp())
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString(),
                event.getLevel().toString(),
                logger.substring(logger.lastIndexOf('.') + 1),
                shortened(text(event)));
        synchronized (NOTES) {
            if (NOTES.size() == KEPT) {
                NOTES.removeFirst();
            }
            NOTES.addLast(note);
        }
    }

    private static String text(final ILoggingEvent event) {
        final String message = event.getFormattedMessage();
        return event.getThrowableProxy() == null
                ? message
                : message + " | " + event.getThrowableProxy().getMessage();
    }

    private static String shortened(final String text) {
        final String line = text.replaceAll("\\s*\\R\\s*", " | ");
        return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT - 1) + '…';
    }

    static List<RunPicture.Note> all() {
        synchronized (NOTES) {
            return List.copyOf(NOTES);
        }
    }
}
