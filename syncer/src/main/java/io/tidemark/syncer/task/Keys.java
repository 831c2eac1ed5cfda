// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.task;

import java.util.List;

/**
 * The keys of one section of the task file.
 *
 * @param supported what Tidemark reads.
 * @param onlyInDm  what a DM file may hold here and Tidemark does not support yet.
 */
record Keys(List<String> supported, List<String> onlyInDm) {
    static final Keys TASK = new Keys(
            List.of(
                    "name",
                    "task-mode",
                    "meta-schema",
                    "target-database",
                    "mysql-instances",
                    "case-sensitive",
                    "block-allow-list",
                    "filters",
                    "routes",
                    "syncers",
                    "tidemark"),
            List.of(
                    "is-sharding",
                    "shard-mode",
                    "strict-optimistic-shard-mode",
                    "ignore-checking-items",
                    "enable-heartbeat",
                    "heartbeat-update-interval",
                    "heartbeat-report-interval",
                    "timezone",
                    "collation_compatible",
                    "online-ddl",
                    "online-ddl-scheme",
                    "shadow-table-rules",
                    "trash-table-rules",
                    "column-mappings",
                    "expression-filter",
                    "black-white-list",
                    "mydumpers",
                    "loaders",
                    "validators",
                    "clean-dump-file",
                    "ansi-quotes",
                    "remove-meta",
                    "experimental"));

    static final Keys SERVER = new Keys(
            List.of("host", "port", "user", "password", "password-file", "security"),
            List.of("max-allowed-packet", "session"));

    static final Keys SECURITY = new Keys(
            List.of("ssl-mode", "ssl-ca", "ssl-cert", "ssl-key"),
            List.of(
                    "ssl-ca-bytes",
                    "ssl-cert-bytes",
                    "ssl-key-bytes",
                    "ssl-ca-base64",
                    "ssl-cert-base64",
                    "ssl-key-base64",
                    "cert-allowed-cn"));

    static final Keys INSTANCE = new Keys(
            List.of(
                    "source-id",
                    "from",
                    "server-id",
                    "meta",
                    "block-allow-list",
                    "filter-rules",
                    "route-rules",
                    "syncer-config-name"),
            List.of(
                    "column-mapping-rules",
                    "expression-filters",
                    "black-white-list",
                    "mydumper-config-name",
                    "mydumper",
                    "mydumper-thread",
                    "loader-config-name",
                    "loader",
                    "loader-thread",
                    "syncer",
                    "syncer-thread",
                    "validator-config-name",
                    // of DM's source file
                    "enable-gtid",
                    "enable-relay",
                    "flavor",
                    "charset",
                    "relay-dir",
                    "relay-binlog-name",
                    "relay-binlog-gtid",
                    "purge",
                    "checker",
                    "case-sensitive",
                    "filters"));

    static final Keys BLOCK_ALLOW_LIST =
            new Keys(List.of("do-dbs", "do-tables", "ignore-dbs", "ignore-tables"), List.of());

    static final Keys LISTED_TABLE = new Keys(List.of("db-name", "tbl-name"), List.of());

    static final Keys FILTER =
            new Keys(List.of("schema-pattern", "table-pattern", "events", "sql-pattern", "action"), List.of());

    static final Keys ROUTE = new Keys(
            List.of("schema-pattern", "table-pattern", "target-schema", "target-table"),
            List.of("extract-table", "extract-schema", "extract-source"));

    static final Keys META = new Keys(List.of("binlog-name", "binlog-pos", "binlog-gtid"), List.of());

    static final Keys SYNCERS = new Keys(List.of("global"), List.of());

    static final Keys SYNCER = new Keys(
            List.of("worker-count", "batch", "checkpoint-flush-interval", "safe-mode", "multiple-rows", "compact"),
            List.of(
                    "meta-file",
                    "queue-size",
                    "max-retry",
                    "auto-fix-gtid",
                    "enable-gtid",
                    "disable-detect",
                    "safe-mode-duration",
                    "enable-ansi-quotes"));

    static final Keys TIDEMARK =
            new Keys(List.of("flush-mode", "delivery", "transactions", "dump-metadata", "http", "ddl"), List.of());

    static final Keys HTTP = new Keys(List.of("listen", "token", "token-file"), List.of());

    static final Keys DDL = new Keys(List.of("at", "skip", "replace"), List.of());
}
