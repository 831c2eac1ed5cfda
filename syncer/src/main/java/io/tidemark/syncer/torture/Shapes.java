// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.torture;

import java.util.List;

/**
 * The workload's DDL, in turns: statements that fail, or lose or repeat rows, if they are executed twice, not at all, or
 * not at their place between the rows. One thread.
 */
final class Shapes {
    private static final String PLAIN = TracedTable.SCHEMA + ".plain";
    private static final String AWAY = TracedTable.SCHEMA + ".plain_away";

    private final Rows rows;
    private int turn;

    Shapes(final Rows rows) {
        this.rows = rows;
    }

    /** The next turn's statements; each is a transaction of its own. The rows know of them already. */
    List<String> next() {
        return switch (turn++ % 13) {
            case 0 -> List.of("ALTER TABLE torture.hot ADD COLUMN extra INT DEFAULT 7");
            case 1 -> truncate();
            case 2 -> renamePlain(AWAY);
            case 3 ->
                List.of(
                        "CREATE TABLE torture.side (a INT, b VARCHAR(10) DEFAULT 'x')",
                        "INSERT INTO torture.side VALUES (1, 'x'), (1, 'x'), (2, 'y')");
            case 4 -> List.of("ALTER TABLE " + rows.plainName() + " ADD COLUMN extra VARCHAR(10) DEFAULT 'new'");
            case 5 ->
                List.of("CREATE TABLE torture.other LIKE torture.side", "INSERT INTO torture.other VALUES (9, 'z')");
            case 6 -> List.of("ALTER TABLE torture.hot DROP COLUMN extra");
            case 7 ->
                List.of(
                        "RENAME TABLE torture.side TO torture.t, torture.other TO torture.side, torture.t TO torture.other");
            case 8 -> List.of("INSERT INTO torture.other VALUES (3, 'u')", "ALTER TABLE torture.seat ADD INDEX i (tx)");
            case 9 -> renamePlain(PLAIN);
            case 10 -> List.of("DROP TABLE torture.side", "ALTER TABLE torture.seat DROP INDEX i");
            case 11 -> List.of("ALTER TABLE " + rows.plainName() + " DROP COLUMN extra");
            default -> List.of("TRUNCATE TABLE torture.other", "DROP TABLE torture.other");
        };
    }

    /** The statements that give every traced table its own name again. */
    List<String> last() {
        return rows.plainName().equals(PLAIN) ? List.of() : renamePlain(PLAIN);
    }

    private List<String> truncate() {
        rows.forgetScratch();
        return List.of("TRUNCATE TABLE torture.scratch");
    }

    private List<String> renamePlain(final String name) {
        final String sql = "RENAME TABLE " + rows.plainName() + " TO " + name;
        rows.renamePlain(name);
        return List.of(sql);
    }
}
