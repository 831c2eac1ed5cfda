// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.progress;

import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.downstream.Ddl;
import io.tidemark.syncer.downstream.MysqlError;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads what the downstream is like where a DDL is about to change it. For one connection. */
final class FingerprintReader {
    /** A server may lower it when it starts. */
    private static final Pattern NEXT_NUMBER = Pattern.compile(" AUTO_INCREMENT=\\d+");

    private static final String SCHEMA = "SELECT CONCAT(DEFAULT_CHARACTER_SET_NAME, '/', DEFAULT_COLLATION_NAME)"
            + " FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = ?";
    private static final String ROUTINES = "SELECT ROUTINE_SCHEMA, ROUTINE_TYPE, ROUTINE_NAME, CREATED, LAST_ALTERED"
            + " FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA NOT IN ('mysql', 'sys') ORDER BY 1, 2, 3";
    private static final String FILE_NAME = " WHERE NAME = CONCAT(CONVERT(CAST(CONVERT(? USING filename) AS BINARY)"
            + " USING utf8mb4), '/', CONVERT(CAST(CONVERT(? USING filename) AS BINARY) USING utf8mb4))";

    private static final String OF_TIDB =
            "SELECT TIDB_TABLE_ID FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?";
    /** Its column compares without regard to case. */
    private static final String OF_MYSQL_8 = "SELECT TABLE_ID FROM information_schema.INNODB_TABLES WHERE NAME = ?"
            + " ORDER BY CAST(NAME AS BINARY) = CAST(? AS BINARY) DESC LIMIT 1";
    /** MySQL 5.7 too. */
    private static final String OF_MARIADB = "SELECT TABLE_ID FROM information_schema.INNODB_SYS_TABLES" + FILE_NAME;

    private final Connection connection;

    FingerprintReader(final Connection connection) {
        this.connection = connection;
    }

    Fingerprint read(final Ddl ddl) throws SQLException {
        final Map<String, Fingerprint.Table> tables = new TreeMap<>();
        for (final TableId table : ddl.tables()) {
            final String definition = definition(table);
            tables.put(table.toString(), new Fingerprint.Table(definition, definition.isEmpty() ? "" : number(table)));
        }
        final Map<String, String> schemas = new TreeMap<>();
        for (final String schema : ddl.schemas()) {
            schemas.put(schema, texts(SCHEMA, schema));
        }
        final boolean nameless = tables.isEmpty() && schemas.isEmpty();
        return new Fingerprint(
                texts("SELECT VERSION()"),
                tables,
                schemas,
                nameless ? Fingerprint.OF_ALL_SCHEMAS + DdlRecord.sha256(texts(ROUTINES)) : "");
    }

    private String definition(final TableId table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW CREATE TABLE " + table)) {
            row.next();
            return DdlRecord.sha256(NEXT_NUMBER.matcher(row.getString(2)).replaceAll(""));
        } catch (final SQLException e) {
            if (MysqlError.isNoSuchTable(e)) {
                return "";
            }
            if (MysqlError.isTransient(e)) {
                throw e;
            }
            return "error " + e.getErrorCode(); // a view of what is no more
        }
    }

    /** A user without the privilege PROCESS is told by none but TiDB. */
    private String number(final TableId table) throws SQLException {
        final String inTidb = numberIfKnown(OF_TIDB, table.schema(), table.table());
        if (!inTidb.isEmpty()) {
            return inTidb;
        }
        final String file = FileName.of(table);
        final String inMysql8 = file.isEmpty() ? "" : numberIfKnown(OF_MYSQL_8, file, file);
        return inMysql8.isEmpty() ? numberIfKnown(OF_MARIADB, table.schema(), table.table()) : inMysql8;
    }

    private String numberIfKnown(final String sql, final String... parameters) throws SQLException {
        try {
            return texts(sql, parameters);
        } catch (final SQLException e) {
            if (MysqlError.isTransient(e)) {
                throw e;
            }
            return ""; // a server of another make
        }
    }

    private String texts(final String sql, final String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            final StringBuilder found = new StringBuilder();
            try (ResultSet rows = statement.executeQuery()) {
                final int columns = rows.getMetaData().getColumnCount();
                while (rows.next()) {
                    for (int column = 1; column <= columns; column++) {
                        found.append(found.isEmpty() ? "" : "/").append(rows.getString(column));
                    }
                }
            }
            return found.toString();
        }
    }
}
