// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * The right to write the checkpoint of one source: a lock and a token.
 *
 * <p>The <em>lock</em> (GET_LOCK) belongs to a session and ends with it, so it tells at once whether the last holder is
 * still there. It says who may come in, and no more: it can be lost without notice. The <em>token</em> makes writing
 * safe: whoever comes in replaces it, and every transaction first claims the row that holds it. So either a transaction
 * commits before the token is replaced, or it finds another token and does nothing.
 */
final class Lease {
    private final LeaseTable leases;
    private final CheckpointTable table;
    private final String sourceId;
    private final LeaseConfig config;
    private final String lockName;

    /** Random and not counted up: a counter would begin again if somebody dropped the table. */
    private final String token = UUID.randomUUID().toString();

    Lease(
            final String metaSchema,
            final String task,
            final CheckpointTable table,
            final String sourceId,
            final LeaseConfig config) {
        this.leases = new LeaseTable(metaSchema, task);
        this.table = table;
        this.sourceId = sourceId;
        this.config = config;
        this.lockName = lockName(metaSchema, task, sourceId);
    }

    /** Locks are named in one space for the whole server, by 64 characters at most. */
    private static String lockName(final String... parts) {
        try {
            final MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (final String part : parts) {
                digest.update(part.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return "tidemark-" + HexFormat.of().formatHex(digest.digest(), 0, 20);
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    LeaseConfig config() {
        return config;
    }

    /** @return whether the session has got the lock, after waiting for it as long as configured. */
    boolean lock(final Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT GET_LOCK(?, ?)")) {
            statement.setString(1, lockName);
            statement.setLong(2, config.patience().toSeconds());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getInt(1) == 1;
            }
        }
    }

    void unlock(final Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT RELEASE_LOCK(?)")) {
            statement.setString(1, lockName);
            statement.execute();
        }
    }

    /**
     * Shuts out whoever held the lease, from the commit on. A write of theirs that is under way is waited for. Creates the
     * lease table, and its schema, if they are absent.
     */
    void take(final Connection connection) throws SQLException {
        try {
            writeToken(connection);
        } catch (final SQLException e) {
            if (!isAbsent(e)) {
                throw e;
            }
            MissingTable.create(connection, leases.probe(), leases.createTable(), table.createSchema());
            writeToken(connection);
        }
    }

    private void writeToken(final Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(leases.take())) {
            statement.setString(1, sourceId);
            statement.setString(2, token);
            statement.setString(3, Holder.thisProcess());
            statement.setLong(4, config.expiry().toSeconds());
            statement.executeUpdate();
        }
    }

    void moveToThisSession(final Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(leases.moveToThisSession())) {
            statement.setString(1, sourceId);
            statement.setString(2, token);
            statement.executeUpdate();
        }
    }

    /**
     * Makes sure that the lease is this store's, and stays so until the transaction ends.
     *
     * @throws LeaseLostException if it is not.
     */
    void requireOwn(final Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(leases.claim())) {
            statement.setString(1, sourceId);
            statement.setString(2, token);
            if (statement.executeUpdate() == 1) {
                return;
            }
        }
        throw lost(connection);
    }

    /** @return whether nobody else has taken the lease so far. */
    boolean isOwn(final Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(leases.select())) {
            statement.setString(1, sourceId);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && token.equals(rows.getString(1));
            }
        }
    }

    /** Who works on the source at present, in words; asks without taking anything. Empty too if there is no lease table. */
    Optional<String> worker(final Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT IS_USED_LOCK(?)")) {
            statement.setString(1, lockName);
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next() || rows.getString(1) == null) {
                    return Optional.empty();
                }
            }
        }
        try {
            return Optional.of(holder(connection).map(Holder::toString).orElse("a process that has just begun"));
        } catch (final SQLException e) {
            if (isAbsent(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    LeaseHeldException held(final Connection connection) throws SQLException {
        final String what = "Source '" + sourceId + "' of " + table + " is already worked on by ";
        return new LeaseHeldException(holderIfAny(connection)
                .map(holder -> what + holder + ". Only one process may be: stop the other one first. If its machine is"
                        + " gone, this ends by itself within " + holder.expirySeconds() + " s, or at once by KILL "
                        + holder.sessionId() + " on the downstream")
                .orElse(what + "another process that has just begun. Only one process may be: stop one of them"));
    }

    LeaseLostException lost(final Connection connection) throws SQLException {
        return new LeaseLostException("Source '" + sourceId + "' of " + table + " was taken over by "
                + holder(connection).map(Holder::toString).orElse("nobody, but the row of its lease was deleted")
                + ". This process may not write its checkpoint any more: stop it, and see that only one is started");
    }

    /** Whoever has the lock may be about to create the table. */
    private Optional<Holder> holderIfAny(final Connection connection) throws SQLException {
        try {
            return holder(connection);
        } catch (final SQLException e) {
            if (isAbsent(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static boolean isAbsent(final SQLException e) {
        return SqlFailure.isNoSuchTable(e) || SqlFailure.isUnknownDatabase(e);
    }

    private Optional<Holder> holder(final Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(leases.select())) {
            statement.setString(1, sourceId);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(
                                new Holder(rows.getString(2), rows.getLong(3), rows.getString(4), rows.getLong(5)))
                        : Optional.empty();
            }
        }
    }
}
