package io.tidemark.syncer.progress;

import static java.util.Objects.requireNonNull;

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
 * @param hash     of its text and its default schema.
 * @param sql      its text, for people.
 * @param before   what the downstream was like.
 * @param executed whether it is known to be executed.
 */
record DdlRecord(Location after, String hash, String sql, Fingerprint before, boolean executed) {
    DdlRecord {
        requireNonNull(after, "after");
        requireNonNull(hash, "hash");
        requireNonNull(sql, "sql");
        requireNonNull(before, "before");
    }

    static DdlRecord of(final Ddl ddl, final Fingerprint before) {
        return new DdlRecord(ddl.after(), hash(ddl), ddl.sql(), before, false);
    }

    boolean isOf(final Ddl ddl) {
        return hash.equals(hash(ddl)) && after.compareTo(ddl.after()) == 0;
    }

    private static String hash(final Ddl ddl) {
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
