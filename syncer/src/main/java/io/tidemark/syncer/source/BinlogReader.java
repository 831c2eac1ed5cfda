// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventData;
import com.github.shyiko.mysql.binlog.event.EventHeaderV4;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.GtidEventData;
import com.github.shyiko.mysql.binlog.event.MariadbGtidEventData;
import com.github.shyiko.mysql.binlog.event.MariadbGtidListEventData;
import com.github.shyiko.mysql.binlog.event.PreviousGtidSetEventData;
import com.github.shyiko.mysql.binlog.event.QueryEventData;
import com.github.shyiko.mysql.binlog.event.RotateEventData;
import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.TransactionPayloadEventData;
import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.Location;
import io.tidemark.syncer.ddl.LoggedSession;
import io.tidemark.syncer.failure.OperatorException;

/**
 * Turns the events of one connection into calls of a handler: the step that {@link BinlogSource} drives. It knows where
 * the boundaries between transactions are, and refuses what cannot be replicated row by row.
 *
 * <p>Positions are taken only from events that carry one (MariaDB sends none within a transaction), and only outside a
 * transaction. One thread.
 */
final class BinlogReader {
    private static final int MARIADB_STANDALONE = 1;
    private static final int MARIADB_XA = 64 | 128;
    private static final int ARTIFICIAL = 0x20;
    private static final int IGNORABLE = 0x80;
    private static final long FIRST_OFFSET = 4;

    private final SourceHandler handler;
    private final Transactions transactions;
    private final RowImages images = new RowImages();
    private final OldTimes oldTimes = new OldTimes();
    /** Null until the server has named the file it reads. */
    private String file;

    private Location boundary;

    BinlogReader(final Location start, final SourceHandler handler) {
        this.handler = handler;
        this.boundary = start;
        this.transactions = new Transactions(start.gtids());
    }

    /** Everything before it was handed over. */
    Location boundary() {
        return boundary;
    }

    /**
     * Takes the next event.
     *
     * @throws OperatorException    if it cannot be replicated.
     * @throws InterruptedException if the handler was interrupted.
     */
    void accept(final Event event) throws InterruptedException {
        final EventHeaderV4 header = event.getHeader();
        final EventData data = event.getData();
        final long next = header.getNextPosition();
        if (header.getEventType() == EventType.TRANSACTION_PAYLOAD) {
            // the events inside have no positions of their own: the whole of them stands where the payload stands
            for (final Event inner : ((TransactionPayloadEventData) data).getUncompressedEvents()) {
                accept(inner.getHeader(), inner.getData(), next, header.getPosition());
            }
        } else {
            accept(header, data, next, next > 0 ? header.getPosition() : 0);
        }
    }

    private void accept(final EventHeaderV4 header, final EventData data, final long next, final long at)
            throws InterruptedException {
        switch (header.getEventType()) {
            case TABLE_MAP -> {
                oldTimes.refuse((TableMapEventData) data, boundary);
                images.remember((TableMapEventData) data);
            }
            case WRITE_ROWS,
                    EXT_WRITE_ROWS,
                    UPDATE_ROWS,
                    EXT_UPDATE_ROWS,
                    PARTIAL_UPDATE_ROWS_EVENT,
                    DELETE_ROWS,
                    EXT_DELETE_ROWS -> rows(data, at);
            case XID -> end("XID", next);
            case QUERY -> query((QueryEventData) data, header.getTimestamp(), next, at);
            case GTID ->
                transactions.announce(((GtidEventData) data).getMySqlGtid().toString(), begin(at));
            case ANONYMOUS_GTID -> transactions.announce("", begin(at));
            case MARIADB_GTID -> mariadbGtid((MariadbGtidEventData) data, header.getServerId(), begin(at));
            case PREVIOUS_GTIDS -> head(((PreviousGtidSetEventData) data).getGtidSet(), header);
            case MARIADB_GTID_LIST ->
                head(((MariadbGtidListEventData) data).getMariaGTIDSet().toString(), header);
            case FORMAT_DESCRIPTION -> {
                oldTimes.head(data);
                pass(next);
            }
            case BINLOG_CHECKPOINT, STOP -> pass(next);
            case ROTATE -> rotate((RotateEventData) data, next > 0);
            case HEARTBEAT -> idle();
            case XA_PREPARE -> throw distributed("XA PREPARE");
            case ROWS_QUERY, ANNOTATE_ROWS, IGNORABLE, TRANSACTION_CONTEXT, VIEW_CHANGE, INTVAR, RAND, USER_VAR -> {
                // notes, and variables of statements that are judged when they come
            }
            default -> refuseUnknown(header);
        }
    }

    private void rows(final EventData data, final long at) throws InterruptedException {
        requireInside("rows");
        if (data instanceof WantedRows.PassedOver) {
            return;
        }
        final RowsEvent event = images.read(data, here(at), transactions);
        if (event.rowCount() > 0) {
            transactions.countRows(event.rowCount());
            handler.rows(event);
        }
    }

    private void query(final QueryEventData query, final long writtenMs, final long next, final long at)
            throws InterruptedException {
        final String sql = query.getSql();
        switch (LoggedText.of(sql)) {
            case BEGIN -> transactions.begin(begin(at));
            case COMMIT -> end("COMMIT", next);
            case ROLLBACK -> {
                refuseUndo(sql);
                transactions.begin(begin(at));
                end("ROLLBACK", next);
            }
            case ROLLBACK_TO -> refuseUndo(sql);
            case NOTHING -> {
                // an unused savepoint, or a comment in place of an event that this connection does not know
            }
            case XA -> throw distributed(sql);
            case DML ->
                throw new OperatorException("the upstream logged rows as a statement at " + boundary + " ("
                        + Excerpt.of(sql) + "): set binlog_format=ROW on the upstream, also in its sessions, and start"
                        + " behind this statement with a fresh copy of its tables");
            case OTHER -> statement(query, writtenMs, next);
        }
    }

    private void statement(final QueryEventData query, final long writtenMs, final long next)
            throws InterruptedException {
        final String sql = query.getSql();
        final String defaultSchema = query.getDatabase() == null ? "" : query.getDatabase();
        final boolean inside = transactions.inside();
        final String gtid = transactions.gtid();
        if (!inside) {
            boundary = Location.at(position(sql, next), transactions.end());
        }
        if (query instanceof LoggedQuery logged && logged.changesNothing()) {
            handler.transactionEnd(boundary);
            return;
        }
        final LoggedSession session =
                query instanceof LoggedQuery logged ? logged.session(writtenMs) : LoggedSession.UNKNOWN;
        final String executed = inside ? LoggedText.withoutRows(sql) : sql;
        handler.statement(new SourceStatement(defaultSchema, executed, gtid, boundary, inside, session));
    }

    private void end(final String what, final long next) throws InterruptedException {
        requireInside(what);
        boundary = Location.at(position(what, next), transactions.end());
        handler.transactionEnd(boundary);
    }

    private void mariadbGtid(final MariadbGtidEventData gtid, final long serverId, final BinlogPosition at) {
        if ((gtid.getFlags() & MARIADB_XA) != 0) {
            throw distributed("XA");
        }
        transactions.announce(gtid.getDomainId() + "-" + serverId + "-" + gtid.getSequence(), at);
        if ((gtid.getFlags() & MARIADB_STANDALONE) == 0) {
            transactions.begin(at);
        }
    }

    /** Made up by the server, as at a start in the middle of a file, it is about another place than its own. */
    private void head(final String gtidsBefore, final EventHeaderV4 header) {
        if ((header.getFlags() & ARTIFICIAL) == 0 && isAhead(header.getNextPosition())) {
            transactions.learn(gtidsBefore);
            pass(header.getNextPosition());
        }
    }

    private void pass(final long next) {
        if (transactions.between() && isAhead(next)) {
            moveTo(new BinlogPosition(file, next));
        }
    }

    private boolean isAhead(final long next) {
        return next > 0 && file != null && new BinlogPosition(file, next).compareTo(boundary.position()) > 0;
    }

    private void moveTo(final BinlogPosition position) {
        final Location candidate = Location.at(position, transactions.completed());
        final int order = candidate.compareTo(boundary);
        // equal by GTIDs still means further on; on another server than the start's it means nothing, so never back
        if (order > 0 || (order == 0 && position.compareTo(boundary.position()) > 0)) {
            boundary = candidate;
        }
    }

    /** Served once at the end of a file and once more, without a position, before the first event of the next. */
    private void rotate(final RotateEventData rotate, final boolean real) throws InterruptedException {
        final String nextFile = rotate.getBinlogFilename();
        final boolean moved = !nextFile.equals(file);
        if (moved && file != null && !transactions.between()) {
            throw new OperatorException("binlog " + file + " ends inside the transaction that begins at " + boundary
                    + ": the upstream crashed while it wrote; copy the data anew and start in " + nextFile);
        }
        final boolean ended = real || (moved && file != null);
        file = nextFile;
        if (ended && moved) {
            images.forget();
            moveTo(new BinlogPosition(nextFile, FIRST_OFFSET));
            idle();
        }
    }

    private void idle() throws InterruptedException {
        if (transactions.between()) {
            handler.idle(boundary);
        }
    }

    private void requireInside(final String what) {
        if (!transactions.inside()) {
            throw new OperatorException("found " + what + " outside a transaction after " + boundary
                    + ": the start is inside a transaction; start at a boundary between transactions");
        }
    }

    private void refuseUndo(final String sql) {
        if (transactions.hasHandedOverRows()) {
            throw new OperatorException("the transaction after " + boundary + " takes back rows that were logged ("
                    + Excerpt.of(sql) + "), which cannot be replicated row by row: start behind it with a fresh copy of"
                    + " its tables, and keep temporary tables and tables without transactions out of transactions");
        }
    }

    private void refuseUnknown(final EventHeaderV4 header) {
        if ((header.getFlags() & IGNORABLE) == 0) {
            throw new OperatorException("cannot read an event of type " + header.getEventType() + " after " + boundary
                    + ": turn off tagged GTIDs and LOAD DATA in statement"
                    + " format on the upstream, and start behind the event with a fresh copy of the data");
        }
    }

    private OperatorException distributed(final String what) {
        return new OperatorException("the upstream logged a distributed transaction after " + boundary + " ("
                + Excerpt.of(what) + "), which is not supported: use plain transactions, and start behind it with a"
                + " fresh copy of its tables");
    }

    private BinlogPosition position(final String what, final long next) {
        if (next <= 0 || file == null) {
            throw new OperatorException("the upstream sent no position with '" + Excerpt.of(what) + "' after "
                    + boundary + ": read from the server itself, not through a proxy that rewrites events");
        }
        return new BinlogPosition(file, next);
    }

    /** Where a transaction begins: its first event, however the boundary before it was reached. */
    private BinlogPosition begin(final long at) {
        return at > 0 && file != null ? new BinlogPosition(file, at) : boundary.position();
    }

    private Location here(final long at) {
        return at > 0 && file != null ? Location.at(new BinlogPosition(file, at), boundary.gtids()) : boundary;
    }
}
