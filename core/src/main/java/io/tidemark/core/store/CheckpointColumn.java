// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.store;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The columns of the checkpoint table, in their order.
 *
 * <p>DM's oldest tables have neither GTIDs nor structures, later ones have GTIDs of 256 characters and no safe-mode exit
 * point. What was added since can be added to a table; what was there from the beginning makes it a checkpoint table.
 */
enum CheckpointColumn {
    ID("VARCHAR(32) NOT NULL", Type.SHORT_TEXT, Origin.FIRST),
    CP_SCHEMA("VARCHAR(128) NOT NULL", Type.SHORT_TEXT, Origin.FIRST),
    CP_TABLE("VARCHAR(128) NOT NULL", Type.SHORT_TEXT, Origin.FIRST),
    BINLOG_NAME("VARCHAR(128)", Type.SHORT_TEXT, Origin.FIRST),
    BINLOG_POS("INT UNSIGNED", Type.OFFSET, Origin.FIRST),
    BINLOG_GTID("TEXT", Type.LONG_TEXT, Origin.LATER),
    EXIT_SAFE_BINLOG_NAME("VARCHAR(128) DEFAULT ''", Type.SHORT_TEXT, Origin.LATER),
    EXIT_SAFE_BINLOG_POS("INT UNSIGNED DEFAULT 0", Type.OFFSET, Origin.LATER),
    EXIT_SAFE_BINLOG_GTID("TEXT", Type.LONG_TEXT, Origin.LATER),
    TABLE_INFO("JSON NOT NULL", Type.JSON, Origin.LATER),
    IS_GLOBAL("BOOLEAN", Type.FLAG, Origin.FIRST),
    CREATE_TIME("TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP", Type.TIME, Origin.LATER),
    UPDATE_TIME("TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP", Type.TIME, Origin.LATER);

    private enum Origin {
        FIRST,
        LATER
    }

    /** Servers write one type in several ways, for instance {@code int(10) unsigned} and {@code int unsigned}. */
    private enum Type {
        SHORT_TEXT("(var)?char\\b.*|.*text"),
        LONG_TEXT("(medium|long)?text"),
        OFFSET("int\\b.* unsigned|bigint\\b.*"),
        JSON("json|longtext"),
        FLAG("(tiny|small|medium|big)?int\\b.*|bit\\b.*"),
        TIME("timestamp\\b.*|datetime\\b.*");

        private final Pattern written;

        Type(final String written) {
            this.written = Pattern.compile(written);
        }
    }

    private static final Pattern NARROW_TEXT = Pattern.compile("varchar\\b.*|tinytext");

    private final String definition;
    private final Type type;
    private final Origin origin;

    CheckpointColumn(final String definition, final Type type, final Origin origin) {
        this.definition = definition;
        this.type = type;
        this.origin = origin;
    }

    String columnName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @return type, nullness and default, as in CREATE TABLE. */
    String definition() {
        return definition;
    }

    boolean canBeAdded() {
        return origin == Origin.LATER;
    }

    /** @return whether a column of this type holds every value and gives it back as it was. */
    boolean fits(final String typeFound) {
        return type.written.matcher(typeFound.toLowerCase(Locale.ROOT)).matches();
    }

    /** @return whether a column of this type only has to become longer. */
    boolean canBeWidened(final String typeFound) {
        return type == Type.LONG_TEXT
                && NARROW_TEXT.matcher(typeFound.toLowerCase(Locale.ROOT)).matches();
    }
}
