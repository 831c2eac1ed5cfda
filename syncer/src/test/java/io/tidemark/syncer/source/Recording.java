// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import io.tidemark.core.location.Location;
import io.tidemark.syncer.task.Server;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;

/** Writes down what a source hands over, and stops it at a boundary. */
final class Recording implements SourceHandler {
    /**
     * One call.
     *
     * @param text     what was handed over.
     * @param boundary where one may resume behind it, null if one may not.
     */
    record Entry(String text, Location boundary) {}

    private final List<Entry> entries = new ArrayList<>();
    private final List<RowsEvent> events = new ArrayList<>();
    private final Location until;
    private final Runnable stop;

    private Recording(final Location until, final Runnable stop) {
        this.until = until;
        this.stop = stop;
    }

    /** Reads from a start to a boundary, without GTIDs if the start has none. */
    static Recording read(final Server server, final Location start, final Location until) throws InterruptedException {
        final BinlogSource source = new BinlogSource(server, start, TestServers.options());
        final Recording recording = new Recording(until, source::stop);
        source.run(recording);
        return recording;
    }

    List<Entry> entries() {
        return entries;
    }

    List<RowsEvent> events() {
        return events;
    }

    List<String> texts() {
        return textsFrom(0);
    }

    List<String> textsFrom(final int index) {
        return entries.subList(index, entries.size()).stream().map(Entry::text).toList();
    }

    @Override
    public void rows(final RowsEvent event) {
        events.add(event);
        entries.add(new Entry(
                event.kind() + " " + event.table() + rows(event.before()) + " ->" + rows(event.after()), null));
    }

    @Override
    public void transactionEnd(final Location after) {
        entries.add(new Entry("END", after));
        stopAt(after);
    }

    @Override
    public void statement(final SourceStatement statement) {
        entries.add(new Entry(
                statement.defaultSchema() + ": " + statement.sql(),
                statement.insideTransaction() ? null : statement.after()));
        stopAt(statement.after());
    }

    @Override
    public void idle(final Location boundary) {
        stopAt(boundary);
    }

    private void stopAt(final Location boundary) {
        if (boundary.position().compareTo(until.position()) >= 0) {
            stop.run();
        }
    }

    private static String rows(final List<Serializable[]> rows) {
        return rows.stream()
                .map(row -> Arrays.stream(row).map(Recording::value).collect(Collectors.joining(",", " (", ")")))
                .collect(Collectors.joining());
    }

    private static String value(final Serializable value) {
        if (value instanceof byte[] bytes) {
            return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
        }
        return value instanceof BitSet bits ? bits.toString() : String.valueOf(value);
    }
}
