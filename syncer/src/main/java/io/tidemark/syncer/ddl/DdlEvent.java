// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.ddl;

import java.util.Locale;

/** What a statement does, as DM's filters call it. An ALTER TABLE is one of them, and each of its changes another. */
public enum DdlEvent {
    /** A new schema. */
    CREATE_DATABASE(false),
    /** A schema's defaults change. */
    ALTER_DATABASE(false),
    /** A schema is gone. */
    DROP_DATABASE(true),
    /** A new table. */
    CREATE_TABLE(false),
    /** A table changes. */
    ALTER_TABLE(false),
    /** A table is gone. */
    DROP_TABLE(true),
    /** A table loses its rows. */
    TRUNCATE_TABLE(true),
    /** A table has another name. */
    RENAME_TABLE(true),
    /** CREATE INDEX. */
    CREATE_INDEX(false),
    /** DROP INDEX. */
    DROP_INDEX(true),
    /** A new view, or another definition of one. */
    CREATE_VIEW(false),
    /** A view is gone. */
    DROP_VIEW(false),
    /** ALTER TABLE ... ADD PARTITION. */
    ADD_TABLE_PARTITION(false),
    /** ALTER TABLE ... DROP PARTITION. */
    DROP_TABLE_PARTITION(true),
    /** ALTER TABLE ... TRUNCATE PARTITION. */
    TRUNCATE_TABLE_PARTITION(true),
    /** ALTER TABLE ... REORGANIZE PARTITION. */
    REORGANIZE_TABLE_PARTITION(true),
    /** ALTER TABLE ... REBUILD PARTITION. */
    REBUILD_TABLE_PARTITION(true),
    /** ALTER TABLE ... COALESCE PARTITION. */
    COALESCE_TABLE_PARTITION(true),
    /** ALTER TABLE ... EXCHANGE PARTITION. */
    EXCHANGE_TABLE_PARTITION(true),
    /** ALTER TABLE ... REMOVE PARTITIONING. */
    REMOVE_TABLE_PARTITIONING(true),
    /** ALTER TABLE ... PARTITION BY. */
    ALTER_TABLE_PARTITIONING(true),
    /** ALTER TABLE ... ADD COLUMN. */
    ADD_COLUMN(true),
    /** ALTER TABLE ... DROP COLUMN. */
    DROP_COLUMN(true),
    /** ALTER TABLE ... MODIFY COLUMN, or CHANGE COLUMN. */
    MODIFY_COLUMN(true),
    /** ALTER TABLE ... RENAME COLUMN, or CHANGE COLUMN with another name. */
    RENAME_COLUMN(true),
    /** ALTER TABLE ... RENAME INDEX. */
    RENAME_INDEX(true),
    /** ALTER TABLE ... ADD PRIMARY KEY. */
    ADD_PRIMARY_KEY(true),
    /** ALTER TABLE ... DROP PRIMARY KEY. */
    DROP_PRIMARY_KEY(true),
    /** ALTER TABLE ... ADD FOREIGN KEY. */
    ADD_FOREIGN_KEY(true),
    /** ALTER TABLE ... DROP FOREIGN KEY. */
    DROP_FOREIGN_KEY(true),
    /** What has no name of its own: sequences, routines. */
    OTHER(false);

    private final boolean incompatible;

    DdlEvent(final boolean incompatible) {
        this.incompatible = incompatible;
    }

    /** @return whether DM counts it among its "incompatible ddl changes". */
    public boolean isIncompatible() {
        return incompatible;
    }

    /** @return its name in DM's task files; empty if it has none. */
    public String text() {
        if (this == OTHER) {
            return "";
        }
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
