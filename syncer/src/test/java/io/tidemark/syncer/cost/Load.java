// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.cost;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;

/** What is written upstream, the same rows whenever it is. Each writes transactions and returns the row changes. */
enum Load {
    /** 100 new rows a transaction, in a table without another index. */
    INSERTS {
        @Override
        long write(final Statement sql, final Random random, final int transactions) throws SQLException {
            for (int i = 0; i < transactions; i++) {
                insert(sql, "w.b", i * 100L, 100);
                sql.getConnection().commit();
            }
            return transactions * 100L;
        }
    },
    /** 20 rows a transaction, half of them UPDATEs; a second unique index; a few rows without a key. */
    MIXED {
        @Override
        long write(final Statement sql, final Random random, final int transactions) throws SQLException {
            long rows = 0;
            long next = 0;
            for (int i = 0; i < transactions; i++) {
                insert(sql, "w.a", next, 5);
                insert(sql, "w.b", next, 5);
                next += 5;
                rows += 10;
                for (int k = 0; k < 5; k++) {
                    rows += update(sql, "w.a", (long) (next * Math.pow(random.nextDouble(), 2)));
                    rows += update(sql, "w.b", (long) (next * random.nextDouble()));
                }
                if (i % 10 == 0) {
                    rows += sql.executeUpdate("INSERT INTO w.c VALUES (" + i + ", 0, 'y')");
                    rows += sql.executeUpdate("DELETE FROM w.b WHERE id = " + random.nextInt((int) next));
                }
                sql.getConnection().commit();
            }
            return rows;
        }
    },
    /** 10 rows a transaction: two of ten rows are new, most others are UPDATEs of a few dozens of rows. */
    HOT {
        @Override
        long write(final Statement sql, final Random random, final int transactions) throws SQLException {
            insert(sql, "w.b", 0, 1000);
            sql.getConnection().commit();
            long rows = 1000;
            long next = 1000;
            for (int i = 0; i < transactions; i++) {
                insert(sql, "w.b", next, 2);
                next += 2;
                rows += 2;
                for (int k = 0; k < 5; k++) {
                    rows += update(sql, "w.b", random.nextInt(40));
                }
                for (int k = 0; k < 2; k++) {
                    rows += update(sql, "w.b", 1 + next - random.nextInt(100));
                }
                rows += sql.executeUpdate("DELETE FROM w.b WHERE id = " + (1 + next - random.nextInt(300)));
                sql.getConnection().commit();
            }
            return rows;
        }
    },
    /** Rows come and go: 50 are inserted, and 50 older ones deleted, a transaction. */
    QUEUE {
        @Override
        long write(final Statement sql, final Random random, final int transactions) throws SQLException {
            insert(sql, "w.b", 0, 2000);
            sql.getConnection().commit();
            long rows = 2000;
            for (int i = 0; i < transactions; i++) {
                insert(sql, "w.b", 2000 + i * 50L, 50);
                rows += 50;
                rows += sql.executeUpdate("DELETE FROM w.b WHERE id > " + i * 50L + " AND id <= " + (i + 1) * 50L);
                sql.getConnection().commit();
            }
            return rows;
        }
    };

    private static final String TEXT = "x".repeat(120);

    static final String[] TABLES = {
        "CREATE OR REPLACE DATABASE w",
        "CREATE TABLE w.a (id BIGINT PRIMARY KEY, u BIGINT NOT NULL UNIQUE, n INT, t VARCHAR(200))",
        "CREATE TABLE w.b (id BIGINT PRIMARY KEY, n INT, m INT, t VARCHAR(200), KEY (n))",
        "CREATE TABLE w.c (id BIGINT, n INT, t VARCHAR(200))"
    };

    abstract long write(Statement sql, Random random, int transactions) throws SQLException;

    long write(final Connection to, final int transactions) throws SQLException {
        to.setAutoCommit(false);
        try (Statement sql = to.createStatement()) {
            return write(sql, new Random(1), transactions);
        }
    }

    private static void insert(final Statement sql, final String table, final long after, final int rows)
            throws SQLException {
        final StringBuilder text = new StringBuilder("INSERT INTO " + table + " VALUES ");
        for (int i = 1; i <= rows; i++) {
            final long id = after + i;
            final String second = table.endsWith("a") ? Long.toString(id) : "0";
            text.append(i > 1 ? ", (" : "(")
                    .append(id)
                    .append(", ")
                    .append(second)
                    .append(", 0, '" + TEXT + "')");
        }
        sql.executeUpdate(text.toString());
    }

    private static int update(final Statement sql, final String table, final long row) throws SQLException {
        return sql.executeUpdate("UPDATE " + table + " SET n = n + 1 WHERE id = " + (1 + row));
    }
}
