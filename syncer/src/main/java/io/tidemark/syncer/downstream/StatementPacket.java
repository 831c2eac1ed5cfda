// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.syncer.failure.OperatorException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Statements that go to the server together, as long as they fit into what it takes at once. Used in this order: {@link #open};
 * {@link #lead} and {@link #endLead}, if a statement comes before all changes; for each statement {@link #begin}, for each of its rows {@link #beginRow} and {@link #endRow}, then {@link #end};
 * {@link #send} at last. What does not fit any more is preceded by a packet of its own.
 *
 * <p>For one worker.
 */
final class StatementPacket {
    /** A packet ends before it becomes longer than this, which is enough to make the way there and back cheap. */
    private static final int ENOUGH_BYTES = 1 << 20;

    /** What a packet has beside its text, and some more. */
    private static final int OTHER_BYTES = 64;

    private static final byte[] BETWEEN = ";\n".getBytes(UTF_8);

    /** Judges what the server counted of a statement of a step's changes. */
    @FunctionalInterface
    interface Check {
        void counted(StatementPlan.Step step, int from, int to, int count) throws SQLException;
    }

    /** Judges what the server counted of the statement that comes before all changes. */
    @FunctionalInterface
    interface LeadCheck {
        void counted(Connection connection, int count) throws SQLException;
    }

    /** Instead of a place in the batch: the statement before all changes has failed, alone. */
    static final int LEAD = -1;

    private record Sent(StatementPlan.Step step, int from, int to) {}

    private final Check check;
    private final StatementText text = new StatementText();
    private final List<Sent> statements = new ArrayList<>();
    private Connection connection;
    private Statement statement;
    private long most;

    /** Null if the packet has no such statement. */
    private LeadCheck lead;

    private StatementPlan.Step step;
    private byte[] head;
    private byte[] tail;
    private int from;
    private int statementAt;
    private int rowAt;
    private int rows;
    private int lastSent;

    StatementPacket(final Check check) {
        this.check = check;
    }

    /** What follows goes to a connection, which tells once how much its server takes. */
    void open(final Connection to) throws SQLException {
        lastSent = 0;
        clear();
        if (to == connection) {
            return;
        }
        connection = null; // its statement is closed with it
        final Statement fresh = to.createStatement();
        try (ResultSet row = fresh.executeQuery("SELECT @@max_allowed_packet")) {
            row.next();
            most = row.getLong(1) - OTHER_BYTES;
        }
        fresh.setEscapeProcessing(false);
        statement = fresh;
        connection = to;
    }

    /** A statement before all changes begins; its text is to be added to what is returned, or nothing. */
    StatementText lead(final LeadCheck itsCheck) {
        lead = itsCheck;
        return text;
    }

    /** That statement ends. */
    void endLead() {
        if (text.size() == 0) {
            lead = null;
        } else if (text.size() > most) {
            throw new OperatorException("a worker's progress takes a statement of " + text.size()
                    + " bytes, but the downstream's max_allowed_packet is " + (most + OTHER_BYTES)
                    + ": set it to more there (SET GLOBAL max_allowed_packet), and start again");
        }
    }

    /** A statement of a step's changes from one on begins. */
    void begin(final StatementPlan.Step of, final int first, final byte[] itsHead, final byte[] itsTail) {
        step = of;
        from = first;
        head = itsHead;
        tail = itsTail;
        statementAt = text.size();
        if (statementAt > 0) {
            text.add(BETWEEN);
        }
        text.add(head);
        rows = 0;
    }

    /** Another row begins; its text is to be added to what is returned. */
    StatementText beginRow(final byte[] separator) {
        rowAt = text.size();
        if (rows > 0) {
            text.add(separator);
        }
        return text;
    }

    /**
     * The row ends.
     *
     * @return false if it did not fit, and the statement has to end without it.
     * @throws OperatorException if the server takes no packet in which the row alone would fit.
     */
    boolean endRow() throws SQLException {
        final long size = (long) text.size() + tail.length;
        if (size <= Math.min(most, ENOUGH_BYTES)) {
            rows++;
            return true;
        }
        if (rows > 0 || statementAt > 0) {
            text.cut(rowAt);
            return false;
        }
        if (size > most) {
            throw new OperatorException("a row of " + step.structure() + " takes a statement of " + size
                    + " bytes, but the downstream's max_allowed_packet is " + (most + OTHER_BYTES)
                    + ": set it to more there (SET GLOBAL max_allowed_packet), and start again");
        }
        rows++;
        return true;
    }

    /** The statement ends before a change; without any row it was not to be, and the packet goes to make room for it. */
    void end(final int to) throws SQLException {
        if (rows == 0) {
            text.cut(statementAt);
            send();
            return;
        }
        text.add(tail);
        statements.add(new Sent(step, from, to));
        if (text.size() >= ENOUGH_BYTES) {
            send();
        }
    }

    /** Sends what there is, and has what the server counted checked. */
    void send() throws SQLException {
        if (text.size() == 0) {
            return;
        }
        lastSent = statements.isEmpty()
                ? LEAD
                : statements.get(0).step().change(statements.get(0).from());
        statement.execute(text.toString());
        if (lead != null) {
            lead.counted(connection, statement.getUpdateCount());
            statement.getMoreResults();
        }
        for (final Sent sent : statements) {
            check.counted(sent.step(), sent.from(), sent.to(), statement.getUpdateCount());
            statement.getMoreResults();
        }
        lastSent = 0;
        clear();
    }

    /** Forgets what was not sent. */
    void clear() {
        statements.clear();
        text.clear();
        lead = null;
    }

    /** The place in the batch of the first change of the packet that has failed, or {@link #LEAD}; 0 if none has. */
    int lastSent() {
        return lastSent;
    }
}
