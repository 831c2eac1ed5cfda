// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import com.github.shyiko.mysql.binlog.event.EventData;
import com.github.shyiko.mysql.binlog.event.FormatDescriptionEventData;
import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.ColumnType;
import io.tidemark.core.location.Location;
import io.tidemark.syncer.failure.OperatorException;
import java.util.Locale;

/**
 * Keeps out the times of MariaDB's own old format (mysql56_temporal_format=OFF, or a table from before 10.1). How long such a
 * value is depends on its digits of a second, which its binlog does not tell: read wrongly, all values behind it would be
 * others. MySQL's old format, which has no such digits, is let through. One thread.
 */
final class OldTimes {
    private boolean mariadb;

    /** Takes the head of a binlog, which tells whose it is. */
    void head(final EventData data) {
        if (data instanceof FormatDescriptionEventData head && head.getServerVersion() != null) {
            mariadb = head.getServerVersion().toLowerCase(Locale.ROOT).contains("mariadb");
        }
    }

    /**
     * Lets a table pass, or not.
     *
     * @param after for messages.
     * @throws OperatorException if rows of the table could be read wrongly.
     */
    void refuse(final TableMapEventData map, final Location after) {
        if (!mariadb) {
            return;
        }
        final byte[] types = map.getColumnTypes();
        for (int i = 0; i < types.length; i++) {
            final int type = types[i] & 0xFF;
            if (type == ColumnType.TIME.getCode()
                    || type == ColumnType.DATETIME.getCode()
                    || type == ColumnType.TIMESTAMP.getCode()) {
                throw new OperatorException("column " + (i + 1) + " of `" + map.getDatabase() + "`.`" + map.getTable()
                        + "`, of which rows come after " + after
                        + ", keeps times in MariaDB's old format, whose binlog does"
                        + " not tell how long a value is: SET GLOBAL mysql56_temporal_format=ON on the upstream, ALTER TABLE"
                        + " the table FORCE, and start behind its rows with a fresh copy of it");
            }
        }
    }
}
