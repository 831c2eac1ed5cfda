// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/**
 * TLS to either server, from PEM files as MySQL's tools and DM have them: reads certificates and keys, makes sockets for JDBC
 * and for binlogs, and puts failed handshakes into words. Knows no task file and no SQL.
 */
package io.tidemark.syncer.tls;
