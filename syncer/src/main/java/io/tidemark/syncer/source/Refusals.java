// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import com.github.shyiko.mysql.binlog.network.AuthenticationException;
import com.github.shyiko.mysql.binlog.network.ServerException;
import io.tidemark.core.location.Location;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.task.Server;
import io.tidemark.syncer.tls.TlsFailure;
import java.net.SocketTimeoutException;
import java.util.Optional;

/** Why a connection for binlogs ended, in words for an operator. */
final class Refusals {
    private static final int CANNOT_READ_BINLOG = 1236;
    /** MariaDB's; MySQL says so with the error above. */
    private static final int SERVER_ID_TAKEN = 4052;

    private static final int ACCESS_DENIED = 1045;
    private static final int DATABASE_ACCESS_DENIED = 1044;
    private static final int PRIVILEGE_NEEDED = 1227;

    private Refusals() {}

    /**
     * The exception to end with.
     *
     * @param cause what the connector reported, null if the server closed the connection without a word.
     */
    static RuntimeException explain(
            final Exception cause, final Server server, final SourceOptions options, final Location boundary) {
        if (cause instanceof AuthenticationException) {
            return new OperatorException(
                    "upstream " + server + " refuses the login: " + rootMessage(cause) + "; check user and password"
                            + hintOfTls(server),
                    cause);
        }
        final Optional<String> tls = TlsFailure.explainLasting(cause);
        if (tls.isPresent()) {
            return new OperatorException("cannot read binlogs of upstream " + server + ": " + tls.get(), cause);
        }
        if (cause instanceof ServerException refused) {
            switch (refused.getErrorCode()) {
                case CANNOT_READ_BINLOG -> {
                    return new OperatorException(
                            "upstream " + server + " cannot serve binlogs from " + boundary + ": "
                                    + rootMessage(cause)
                                    + "; if they were purged copy the data anew and start at its position, if another"
                                    + " replica uses server id " + options.serverId() + " choose another",
                            cause);
                }
                case SERVER_ID_TAKEN -> {
                    // to read on would be to take it back, and so on without an end
                    return new OperatorException(
                            "another replica has begun to read upstream " + server + " with server id "
                                    + options.serverId() + ", which this one used, at " + boundary
                                    + ": choose another, or leave server-id out",
                            cause);
                }
                case ACCESS_DENIED, DATABASE_ACCESS_DENIED, PRIVILEGE_NEEDED -> {
                    return new OperatorException(
                            "upstream " + server + " refuses to serve binlogs: " + rootMessage(cause)
                                    + "; GRANT REPLICATION SLAVE ON *.* to the user",
                            cause);
                }
                default -> {
                    // such as a server that shuts down: nothing that is wrong with the task
                }
            }
        }
        final String why = cause == null
                ? "the server closed the connection"
                : rootMessage(cause)
                        + (cause instanceof ServerException refused ? " (error " + refused.getErrorCode() + ")" : "");
        return new SourceLostException(
                "lost the connection to upstream " + server + " at " + boundary + ": " + why, boundary, cause);
    }

    /** To a server that wants TLS, or a certificate, a login without is as one with a wrong password. */
    static String hintOfTls(final Server server) {
        return server.tls().isEmpty()
                ? ", and whether the account asks for TLS (security in the task file)"
                : ", and whether the account asks for a client's certificate (ssl-cert, ssl-key)";
    }

    static boolean isSilence(final Throwable cause) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof SocketTimeoutException) {
                return true;
            }
        }
        return false;
    }

    static String rootMessage(final Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        final String message = root.getMessage();
        return message == null || message.isBlank() ? root.getClass().getSimpleName() : Excerpt.of(message);
    }
}
