// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.progress;

import java.util.regex.Pattern;

/**
 * A DROP of several tables of which some may be gone: MariaDB drops the others and reports an error, MySQL 8 reports it
 * and drops none.
 */
final class RestOfDrop {
    private static final Pattern DROP = Pattern.compile(
            "^(\\s*DROP\\s+(?:TEMPORARY\\s+)?(?:TABLES?|VIEW)\\s+)(?!IF\\s+EXISTS\\b)", Pattern.CASE_INSENSITIVE);

    private RestOfDrop() {}

    /** The statement that drops what is still there; another statement than a DROP as it is. */
    static String of(final String sql) {
        return DROP.matcher(sql).replaceFirst("$1IF EXISTS ");
    }
}
