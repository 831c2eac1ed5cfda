// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.GtidSet;
import io.tidemark.core.location.Location;
import io.tidemark.syncer.task.Server;

/**
 * What an applier's process is told to replay; travels as JSON.
 *
 * @param mode       how: a {@link ApplierMode}.
 * @param upstream   the server that holds the recording.
 * @param downstream where to connect to.
 * @param start      position of the recording's start.
 * @param startGtids GTIDs up to there.
 * @param end        position of the recording's end.
 * @param workers    connections that write.
 * @param batch      rows of a transaction, at most.
 */
record Assignment(
        ApplierMode mode,
        Address upstream,
        Address downstream,
        String start,
        String startGtids,
        String end,
        int workers,
        int batch) {
    /** A server, in plain values. */
    record Address(String host, int port, String user, String password) {
        static Address of(final Server server) {
            return new Address(server.host(), server.port(), server.user(), server.password());
        }

        Server server() {
            return new Server(host, port, user, password);
        }
    }

    static Assignment of(
            final ApplierMode mode, final Recording recording, final Server door, final int workers, final int batch) {
        return new Assignment(
                mode,
                Address.of(recording.upstream().server()),
                Address.of(door),
                recording.start().position().toString(),
                recording.start().gtids().toString(),
                recording.end().position().toString(),
                workers,
                batch);
    }

    Location from() {
        return Location.at(BinlogPosition.parse(start), GtidSet.parse(startGtids));
    }

    Location until() {
        return Location.at(BinlogPosition.parse(end));
    }
}
