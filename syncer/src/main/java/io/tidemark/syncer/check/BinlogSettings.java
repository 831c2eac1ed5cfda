// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.check;

import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.source.Upstream;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/**
 * How the source writes its binlogs. What a run refuses is known best by {@link Upstream#check}; what this class knows of it
 * only tells all of it at once.
 */
record BinlogSettings(Side side, Upstream upstream) implements Check {
    private static final long DAY_SECONDS = 86_400;

    /** Of images, as good as FULL. */
    private static final String FULL_WITHOUT_REPETITION = "FULL_NODUP";

    private record Needed(String setting, String wanted, String remedy) {}

    private static final List<Needed> NEEDED = List.of(
            new Needed("log_bin", "ON", "start the server with --log-bin and --server-id"),
            new Needed("binlog_format", "ROW", "SET GLOBAL binlog_format = ROW"),
            new Needed("binlog_row_image", "FULL", "SET GLOBAL binlog_row_image = FULL"),
            new Needed("binlog_alter_two_phase", "OFF", "SET GLOBAL binlog_alter_two_phase = OFF"));

    @Override
    public String name() {
        return "binlog";
    }

    @Override
    public void run(final Findings to) throws SQLException {
        final OperatorException refusal = refusal();
        for (final Needed needed : NEEDED) {
            final String value = side.setting(needed.setting).toUpperCase(Locale.ROOT);
            if (value.isEmpty() || value.equals(needed.wanted) || value.equals(FULL_WITHOUT_REPETITION)) {
                continue;
            }
            final String what = needed.setting + " is " + value + ", " + needed.wanted + " is wanted";
            final String remedy = needed.remedy + ", and reconnect its clients";
            if (refusal == null) {
                to.warn(side, what, remedy);
            } else {
                to.fail(side, what, remedy);
            }
        }
        if (refusal != null && to.isEmpty()) {
            to.fail(side, refusal.getMessage(), "");
        }
        if (to.isEmpty()) {
            to.ok(side, "row by row, with full images");
        }
        advise(to);
    }

    private OperatorException refusal() {
        try {
            upstream.check();
            return null;
        } catch (final OperatorException e) {
            return e;
        }
    }

    private void advise(final Findings to) throws SQLException {
        if (side.setting("binlog_row_metadata").toUpperCase(Locale.ROOT).matches("MINIMAL|NO_LOG")) {
            to.warn(
                    side,
                    "binlog_row_metadata is " + side.setting("binlog_row_metadata")
                            + ", so events don't tell names, signs and character sets of their columns",
                    "SET GLOBAL binlog_row_metadata = FULL");
        }
        if (side.setting("binlog_checksum").equalsIgnoreCase("NONE")) {
            to.warn(side, "binlog_checksum is NONE, so damage goes unnoticed", "SET GLOBAL binlog_checksum = CRC32");
        }
        expiry(to);
        gtids(to);
    }

    private void expiry(final Findings to) throws SQLException {
        final String seconds = side.setting("binlog_expire_logs_seconds");
        final String days = side.setting("expire_logs_days");
        final double kept = !seconds.isEmpty() && !seconds.equals("0")
                ? Double.parseDouble(seconds)
                : days.isEmpty() ? 0 : Double.parseDouble(days) * DAY_SECONDS;
        if (kept > 0 && kept < DAY_SECONDS) {
            to.warn(
                    side,
                    "binlogs are kept for " + Math.round(kept)
                            + " s only, and a task that stops for longer can't go on",
                    "SET GLOBAL binlog_expire_logs_seconds = " + 7 * DAY_SECONDS);
        } else {
            to.ok(
                    side,
                    kept == 0
                            ? "binlogs are not purged by age"
                            : "binlogs are kept for " + Math.round(kept / 3600) + " h");
        }
    }

    private void gtids(final Findings to) throws SQLException {
        if (side.isMariadb()) {
            if (!side.setting("gtid_strict_mode").equals("ON")) {
                to.warn(
                        side,
                        "gtid_strict_mode is off, so several writers of one domain may put GTIDs out of order, which stops"
                                + " the task",
                        "SET GLOBAL gtid_strict_mode = ON");
            }
        } else if (!side.setting("gtid_mode").equals("ON")) {
            to.warn(
                    side,
                    "gtid_mode is " + side.setting("gtid_mode") + ", so the task can't go on from another server",
                    "turn GTIDs on: gtid_mode=ON, enforce_gtid_consistency=ON");
        }
    }
}
