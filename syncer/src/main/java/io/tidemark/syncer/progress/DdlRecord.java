// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.progress;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.location.GtidSet;
import io.tidemark.core.location.Location;
import io.tidemark.syncer.downstream.Ddl;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What was written down before a DDL was executed.
 *
 * @param after    the boundary behind it.
 * @param gtid     of its transaction, empty if there is none, or an older version has written the record.
 * @param hash     of its text and its default schema.
 * @param sql      its text, for people.
 * @param before   what the downstream was like.
 * @param executed whether it is known to be executed.
 */
record DdlRecord(Location after, String gtid, String hash, String sql, Fingerprint before, boolean executed) {
    DdlRecord {
        requireNonNull(after, "after");
        requireNonNull(gtid, "gtid");
        requireNonNull(hash, "hash");
        requireNonNull(sql, "sql");
        requireNonNull(before, "before");
    }

    static DdlRecord of(final Ddl ddl, final Fingerprint before) {
        return new DdlRecord(ddl.after(), ddl.gtid(), hash(ddl), ddl.shown(), before, false);
    }

    /**
     * Whether it is of this very statement. Its GTID says so on every source; its place only on the source that it was read
     * from, since another one may have other transactions before it.
     */
    boolean isOf(final Ddl ddl) {
        return hash.equals(hash(ddl)) && isAt(ddl);
    }

    /** Whether it is of the statement at the same place, whatever its text. */
    boolean isAt(final Ddl ddl) {
        return (gtid.isEmpty() || ddl.gtid().isEmpty()) ? after.compareTo(ddl.after()) == 0 : gtid.equals(ddl.gtid());
    }

    /** Whether its statement comes only after another one, as far as GTIDs tell. */
    boolean isBehind(final Ddl other) {
        return !gtid.isEmpty()
                && !gtid.equals(other.gtid())
                && !other.after().gtids().isEmpty()
                && !other.after().gtids().contains(GtidSet.parse(gtid));
    }

    static String hash(final Ddl ddl) {
        return sha256(ddl.schema() + '\0' + ddl.sql());
    }

    static String sha256(final String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
